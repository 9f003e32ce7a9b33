"""What is written: letters and notices, what the worker does with them, and what readers and the office decide."""

from studygroup.notices.actions.digests import post_digests
from studygroup.notices.actions.mailings import send_mailing, take_back_mailing, ways_of_mailing
from studygroup.notices.actions.posting import post, post_to_many
from studygroup.notices.actions.reading import choose_channels, mark_read
from studygroup.notices.actions.sending import (
    MAX_ATTEMPTS,
    forget_old_letters,
    release_stuck_letters,
    retry_letter,
    send_due_letters,
    send_letter,
)

__all__ = [
    "MAX_ATTEMPTS",
    "choose_channels",
    "forget_old_letters",
    "mark_read",
    "post",
    "post_digests",
    "post_to_many",
    "release_stuck_letters",
    "retry_letter",
    "send_due_letters",
    "send_letter",
    "send_mailing",
    "take_back_mailing",
    "ways_of_mailing",
]
