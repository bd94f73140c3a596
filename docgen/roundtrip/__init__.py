"""Edits made in Word come back into the review: a plan of changes, and the writing of it."""
