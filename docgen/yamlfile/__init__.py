"""YAML with positions: read by strict rules, spliced, written."""
