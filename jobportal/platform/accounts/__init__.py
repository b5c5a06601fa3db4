"""Accounts: signing in and being locked out, sessions and their limits, passwords, networks."""
