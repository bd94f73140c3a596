"""Country packs: where they are found, how they are read."""
