"""Forms of the participants app."""
