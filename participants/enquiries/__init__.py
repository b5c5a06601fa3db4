"""What other authorities answer: the kinds, their values, for whom they are entered and needed."""
