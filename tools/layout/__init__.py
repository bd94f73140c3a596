"""What the Word templates show, as values; their looks are those of styles.docx."""
