"""The portal of a district's job-policy department."""
