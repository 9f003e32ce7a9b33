"""What happened in the programme, for the apps above."""

from django.dispatch import Signal

# What a published session tells has changed: `study_session`, and `before` and `after` as sessions.changes.facts_of.
study_session_changed = Signal()
