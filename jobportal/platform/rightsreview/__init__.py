"""The half-yearly review of rights: who holds what, kept or taken back by somebody else (PD-20)."""
