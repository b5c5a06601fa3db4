"""What every request passes and every answer carries: a number, headers, limits, the log."""
