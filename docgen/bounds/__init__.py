"""What keeps a run within bounds: what it reads, keeps, says, and what stops it."""
