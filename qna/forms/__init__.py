"""Cleaning what is typed on the board."""
