"""What has happened in the organisation, for the apps above."""

from django.dispatch import Signal

# A login belongs to a municipality now: sender User, `user`.
municipality_tied = Signal()
