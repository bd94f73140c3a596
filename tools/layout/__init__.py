"""What the Word templates look like, in small functions that return WordprocessingML."""
