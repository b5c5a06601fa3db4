"""What was announced of a round, who is told it, and in which words."""
