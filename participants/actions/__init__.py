"""What is done with applications and persons: every function here writes."""
