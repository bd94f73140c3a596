"""Read an edited Word file: its fields, their paragraphs, tracked changes and the store."""
