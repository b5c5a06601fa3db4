"""The selection list of a round: how it comes about, is kept, compared and tried out."""
