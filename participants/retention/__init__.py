"""How long records of people are kept, and what is due to be destroyed."""
