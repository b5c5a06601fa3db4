"""The rule sets the portal is delivered with: one file per programme and period (domain 3.1)."""
