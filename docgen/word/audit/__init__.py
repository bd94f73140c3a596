"""Rules for what a finished Word file may hold."""
