"""Measures docgen against its peers and against its own limits: `compare` and `chain`."""
