"""Who is in an audience, and who may do what for a department."""

from sessions.enrolment.rules.audience import (
    Reach,
    Standing,
    accepting_series,
    audience_q,
    in_audience,
    is_among,
    is_within,
    opened_by,
    standing_of,
)
from sessions.enrolment.rules.membership import (
    acts_for,
    can_answer,
    can_enter_enrolments,
    can_keep_desk,
    can_read_figures,
    can_start_enrolment,
    coordinates,
    may_sign_up,
)

__all__ = [
    "Reach",
    "Standing",
    "accepting_series",
    "acts_for",
    "audience_q",
    "can_answer",
    "can_enter_enrolments",
    "can_keep_desk",
    "can_read_figures",
    "can_start_enrolment",
    "coordinates",
    "in_audience",
    "is_among",
    "is_within",
    "may_sign_up",
    "opened_by",
    "standing_of",
]
