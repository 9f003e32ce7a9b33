"""Every write of a room; see docs/live-protocol.md."""
