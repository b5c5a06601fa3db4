"""Pure values: money, rates, periods, dates, workdays and figures, without Django or models."""
