"""The pages of a room, and the one address that takes what is done there."""
