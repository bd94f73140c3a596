"""Scoring rules as data: read, checked when they are read, and applied to evidence."""
