"""/qa/ and /advisor/: what the board's pages answer."""
