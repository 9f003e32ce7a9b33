"""What a person is told: letters and their outbox. Knows addresses and the user model, nothing else of ours."""
