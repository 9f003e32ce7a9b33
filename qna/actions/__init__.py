"""Every write of the board, by the part of the work it belongs to."""
