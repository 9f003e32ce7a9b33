"""Departments in a series, people at a session, and who is in an audience."""
