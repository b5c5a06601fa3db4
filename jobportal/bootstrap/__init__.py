"""What runs before any library is there: standard library only."""
