"""Rules for Word templates: every finding in one pass, without making a report."""
