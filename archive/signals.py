"""Facts of the archive, for the apps above."""

from django.dispatch import Signal

transcript_changed = Signal()  # video: its lines were written anew
