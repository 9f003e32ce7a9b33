"""Enrolments, participants and attendance as tables, and a table of participants as what it would change."""
