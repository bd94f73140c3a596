"""The unit's earlier reviews: found, compared, told of."""
