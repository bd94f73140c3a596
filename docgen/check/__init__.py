"""Every fault of reviews and packs at once."""
