"""What departments, advisors and the office type about consultations."""
