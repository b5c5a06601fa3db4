"""Forms of a round's preparation."""
