"""The advisors' board: questions at any time, answers together on a set day."""
