"""Letters of the board: pure functions that return a `Letter`."""
