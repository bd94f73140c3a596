"""Word files as a way in: filled forms."""
