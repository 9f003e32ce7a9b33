"""The advisors' board."""
