"""Appeals against what was announced: which there are, until when, and what is answered."""
