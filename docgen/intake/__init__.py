"""Word files as a way in: filled forms, and old reports of the authority's own form."""
