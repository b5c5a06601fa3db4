"""The values fixed by law or ordinance that the portal is delivered with, each with its source."""
