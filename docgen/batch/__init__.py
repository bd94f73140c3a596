"""Many reviews at once: which there are, who makes them, what came of each."""
