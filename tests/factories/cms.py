"""The CMS as the office uses it: signed in, and the session editor as its form is posted."""

from wagtail.test.utils.form_data import inline_formset, nested_form_data

from sessions.models import StudySession


def enter(client, settings, user):
    """Sign `user` in; that a second factor is set up is tested elsewhere."""
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if not name.endswith("SecondFactorMiddleware")]
    client.force_login(user)
    return client


def agenda(*titles: str) -> list[dict]:
    return [{"own_title": title, "own_tag": "", "own_presenter": ""} for title in titles]


def session_form(items=(), initial: int = 0, **changes) -> dict:
    """The editor's fields: a draft of 第9回 on 29 October 2021, with `changes`; `items` is its agenda."""
    fields = {
        "fiscal_year": "2021",
        "number": "9",
        "date_precision": "day",
        "date_from": "2021-10-29",
        "start": "14:00",
        "end": "16:00",
        "state": "planned",
        "modes": ["venue"],
        "venue": "",
        "agenda_items": inline_formset(list(items), initial=initial),
    }
    fields |= changes
    several = {name: fields.pop(name) for name in ("modes", "replaced_by") if name in fields}
    return nested_form_data(fields) | several


def form_of(study_session: StudySession, **changes) -> dict:
    """The editor of `study_session` as it stands in its latest revision, with `changes`."""
    latest = study_session.get_latest_revision_as_object()
    items = [
        {
            "id": str(item.pk),
            "own_title": item.own_title,
            "own_tag": item.own_tag,
            "own_presenter": "",
            "shared_item": str(item.shared_item_id or ""),
        }
        | ({"is_part": "on"} if item.is_part else {})
        for item in latest.agenda_items.all()
    ]
    hours = {name: str(getattr(latest, name) or "") for name in ("reception", "start", "end")}
    fields = {
        "number": str(latest.number or ""),
        "suffix": latest.suffix,
        "theme": latest.theme,
        "summary": latest.summary,
        "date_precision": latest.date_precision,
        "date_from": str(latest.date_from or ""),
        "date_to": str(latest.date_to or ""),
        "state": latest.state,
        "reason": latest.reason,
        "modes": latest.modes,
        "modes_note": latest.modes_note,
        "town": latest.town,
        "venue": str(latest.venue_id or ""),
        "replaced_by": [str(page.pk) for page in latest.replaced_by.all()],
        **hours,
    }
    return session_form(items, initial=len(items), **{**fields, **changes})
