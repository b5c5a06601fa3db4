"""Unit and detail programmes, appropriations, the execution ledger and multi-year plans."""
