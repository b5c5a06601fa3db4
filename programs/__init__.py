"""Organisation, programmes, rounds, indicators, pledges and activities of a district."""
