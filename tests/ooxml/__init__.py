"""Proof that Word files are sound: validators, LibreOffice, and what a run may not skip."""
