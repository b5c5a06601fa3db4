"""Made-up residents and whole rounds about them: the same seed gives the same records."""
