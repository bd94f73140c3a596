"""Where reports go: whole files, their manifest, the folder's lock, PDFs."""
