"""What people do with the programme."""

import uuid

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from wagtail.actions.copy_page import CopyPageAction
from wagtail.models import Revision

from sessions import rules
from sessions.changes import changes_between, facts_of
from sessions.dates import fiscal_year_of
from sessions.enums import Mode
from sessions.models import AgendaItem, PublishedFacts, Series, SessionChange, StudySession
from sessions.models.changes import TEXT_LIMIT
from sessions.signals import study_session_changed


@transaction.atomic
def copy_study_session(*, study_session: StudySession, by, fiscal_year: int | None = None) -> StudySession:
    """Write next time's session after `study_session`: an unpublished draft of the same series with its agenda.

    It takes the next serial and number of `fiscal_year` (by default the current one) and nothing that belongs to last
    time alone. Raises PermissionDenied.
    """
    series = Series.objects.hold(study_session.series_id)
    if not rules.can_add_study_session(by, series):
        raise PermissionDenied
    fiscal_year = fiscal_year or fiscal_year_of(timezone.localdate())
    number = StudySession.objects.next_number(series, fiscal_year)
    return CopyPageAction(
        study_session,
        to=series,
        update_attrs={"fiscal_year": fiscal_year, "number": number},
        copy_revisions=False,
        keep_live=False,
        user=by,
        process_child_object=_make_another_item,
    ).execute(skip_permission_checks=True)


def _make_another_item(source, copy, relation, item) -> None:
    """An agenda item that was carried over is not the same item; what is stored about last time's stays with it."""
    if isinstance(item, AgendaItem):
        item.uid = uuid.uuid4()


@transaction.atomic
def record_changes(*, study_session: StudySession) -> list[SessionChange]:
    """Keep what the published `study_session` tells now, and record in sentences how it differs from the last time.

    The first publication records nothing.
    """
    told = PublishedFacts.objects.select_for_update().filter(study_session=study_session).first()
    after = _keep_facts(study_session)
    texts = changes_between(told.facts, after) if told else []
    today = timezone.localdate()
    changes = SessionChange.objects.bulk_create(
        SessionChange(study_session=study_session, on=today, text=_shortened(text)) for text in texts
    )
    if told and changes:
        study_session_changed.send(StudySession, study_session=study_session, before=told.facts, after=after)
    return changes


@transaction.atomic
def hold_online(*, study_session: StudySession, reason: str, by) -> StudySession:
    """Publish `study_session` without its venue, online, with the reason beside the way to take part.

    Unpublished edits stay in its history. Raises PermissionDenied.
    """
    if not rules.can_add_study_session(by, study_session.series):
        raise PermissionDenied
    page = StudySession.objects.get(pk=study_session.pk)
    page.modes = [mode for mode in Mode.values if mode != Mode.VENUE and (mode in page.modes or mode == Mode.ONLINE)]
    page.venue, page.town = None, ""
    page.modes_note = f"会場での開催を取りやめ、オンラインで開催します。{reason}"[:200]
    page.save_revision(user=by, log_action=True).publish(user=by)
    return page


def tell_correction(*, study_session: StudySession) -> None:
    """Something that `study_session` shows was corrected elsewhere: a change to what is to come, none to what is past.

    What was held years ago was held there, whatever the hall is called now.
    """
    if study_session.is_past:
        _keep_facts(study_session)
    else:
        record_changes(study_session=study_session)


def _keep_facts(study_session: StudySession) -> dict:
    facts = facts_of(study_session)
    PublishedFacts.objects.update_or_create(study_session=study_session, defaults={"facts": facts})
    return facts


@transaction.atomic
def follow_series_title(*, series: Series) -> None:
    """Name the sessions of the published `series` after it, as they are read and as they are being edited."""
    for study_session in series.study_sessions.all():
        draft = study_session.get_latest_revision_as_object()
        title, draft_title = study_session.title_of(series), draft.title_of(series)
        if (study_session.title, study_session.draft_title) == (title, draft_title):
            continue
        study_session.title, study_session.draft_title = title, draft_title
        study_session.save(clean=False, update_fields=["title", "draft_title"])
        _rename_draft(study_session.latest_revision, draft_title)
        if study_session.live:
            tell_correction(study_session=study_session)


def _rename_draft(revision: Revision | None, title: str) -> None:
    if revision:
        revision.content |= {"title": title, "draft_title": title}
        revision.object_str = title
        revision.save(update_fields=["content", "object_str"])


def _shortened(text: str) -> str:
    return text if len(text) <= TEXT_LIMIT else text[: TEXT_LIMIT - 1] + "…"
