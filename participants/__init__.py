"""Participants of public-job rounds: their headcounts, training and health checks."""
