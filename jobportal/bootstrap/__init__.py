"""What stands before Django: the environment, the test engines. Standard library only."""
