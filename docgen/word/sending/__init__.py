"""The copy to send of an edited Word file: what has to be decided first, what does not go along."""
