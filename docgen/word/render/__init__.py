"""What runs once a report: from code and names to a Word file, without Jinja or lxml."""
