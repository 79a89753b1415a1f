"""A run becomes a pack: staged beside its place, described by its manifest, published in one step."""
