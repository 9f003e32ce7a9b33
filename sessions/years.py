"""A fiscal year of the programme, as a page shows it."""

from copy import copy

from django.utils import timezone

from sessions.dates import fiscal_year_of
from sessions.querysets import StudySessionQuerySet, first_ahead
from studygroup import page_cache


def year_at_hand(wanted: str, *, held: StudySessionQuerySet, of: str) -> dict:
    """The sessions of the fiscal year asked for, or of the current one, or of the latest that has any.

    `held` are the sessions to choose from and `of` their name: every reader is shown the same, so they are read once
    and remembered until something changes. Each page gets copies, since it writes on what it shows.
    """
    years = page_cache.remember(f"years:{of}", held.fiscal_years)
    current = fiscal_year_of(timezone.localdate())
    chosen = next((year for year in years if str(year) == wanted), None)
    chosen = chosen or (current if current in years else (years[0] if years else current))
    rows = page_cache.remember(
        f"year:{of}:{chosen}", lambda: list(held.in_fiscal_year(chosen).with_contents().by_number())
    )
    study_sessions = [copy(one) for one in rows]
    return {
        "fiscal_year": chosen,
        "fiscal_years": years,
        "study_sessions": study_sessions,
        "next_session": first_ahead(study_sessions),
    }
