"""Files that went wrong, made by the thousand from seeds: `python -m tests.fuzz reviews`."""
