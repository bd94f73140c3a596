"""What writes a review's YAML: a new one, filled scores, two reviewers' files made one."""
