"""Search over everything that a reader may know of, in Japanese."""
