"""Lists of people that leave the office, each for its use."""
