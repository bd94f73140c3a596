"""What runs once a template: from a Word file to code. Jinja and lxml live here."""
