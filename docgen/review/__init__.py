"""A review file becomes a Review: read, explained, built."""
