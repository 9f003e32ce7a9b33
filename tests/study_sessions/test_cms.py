"""The office at work in the CMS: sessions edited, previewed, copied, published, approved."""

from datetime import date
from html import unescape

import pytest
from django.core import mail
from django.urls import reverse
from wagtail.models import Page

from sessions.models import Series, SharedItem, StudySession, Venue
from studygroup.notices.models import OutboxLetter
from studygroup.tasks import publish_scheduled
from tests.factories.cms import agenda, enter, form_of, session_form

pytestmark = pytest.mark.django_db
ADD = "/cms/pages/add/study_sessions/studysession/{}/"


def edit_url(page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def again(page):
    return StudySession.objects.get(pk=page.pk)


def told(study_session) -> list[str]:
    return list(study_session.changes.order_by("pk").values_list("text", flat=True))


def test_a_session_is_written_published_and_read(office, series):
    data = session_form(agenda("開会", "対話"), number="4", state="scheduled") | {"action-publish": "1"}

    office.post(ADD.format(series.pk), data)

    made = StudySession.objects.get(code="mitigation-2021-4")
    assert (made.live, made.title, [item.title for item in made.agenda_items.all()]) == (
        True, "緩和策分科会 第4回", ["開会", "対話"],
    )  # fmt: skip
    assert office.get(made.get_url()).status_code == 200
    assert told(made) == []


def test_what_was_typed_is_kept_beside_the_mistake(office, series):
    answer = office.post(
        ADD.format(series.pk), session_form(agenda("消えない題名"), end="13:00", summary="消えない概要")
    )

    page = answer.content.decode()
    assert "終了は、開始より後の時刻にしてください。" in page
    assert "消えない題名" in page
    assert "消えない概要" in page
    assert not StudySession.objects.filter(code="mitigation-2021-4").exists()


def test_publishing_with_another_venue_is_recorded_and_shown(office, study_session):
    venue = Venue.objects.create(name="新しい会館", town="墨田区内")
    before = told(study_session)

    office.post(edit_url(study_session), form_of(study_session, venue=str(venue.pk)) | {"action-publish": "1"})

    recorded = told(study_session)[len(before) :]
    assert (len(recorded), again(study_session).venue) == (1, venue)
    assert "新しい会館（墨田区内）" in recorded[0]
    assert recorded[0] in unescape(office.get(study_session.get_url()).content.decode())


def test_a_saved_draft_changes_nothing_that_is_read(office, study_session):
    office.post(edit_url(study_session), form_of(study_session, date_from="2021-11-05"))

    assert again(study_session).date_from == date(2021, 10, 29)
    assert again(study_session).has_unpublished_changes is True


@pytest.mark.parametrize("state", ["scheduled", "cancelled"])
def test_a_session_can_be_previewed_before_it_is_saved(office, series, state):
    other = StudySession.objects.get(code="mitigation-2021-2")
    url = reverse("wagtailadmin_pages:preview_on_add", args=["study_sessions", "studysession", series.pk])
    data = session_form(agenda("予告の議題"), state=state, reason="台風のため。", replaced_by=[str(other.pk)])

    posted = office.post(url, data)

    assert posted.json() == {"is_valid": True, "is_available": True}
    assert "予告の議題" in office.get(url).content.decode()


def test_a_session_can_be_previewed_while_it_is_edited(office, study_session):
    url = reverse("wagtailadmin_pages:preview_on_edit", args=[study_session.pk])
    data = form_of(study_session, theme="予告の題名")

    posted = office.post(url, data)

    assert posted.json() == {"is_valid": True, "is_available": True}
    assert "予告の題名" in office.get(url).content.decode()


def test_two_versions_are_compared_with_their_agenda(office, study_session):
    data = form_of(study_session)
    data["agenda_items-0-own_title"] = "書き直した議題"
    office.post(edit_url(study_session), data)

    page = office.get(
        reverse("wagtailadmin_pages:revisions_compare", args=[study_session.pk, "live", "latest"])
    ).content.decode()

    assert "書き直した" in page


def test_a_scheduled_session_is_published_by_the_site_clock(office, series, clock):
    data = session_form(number="4", state="scheduled", go_live_at="2021-10-26 09:00") | {"action-publish": "1"}
    office.post(ADD.format(series.pk), data)
    made = StudySession.objects.get(code="mitigation-2021-4")

    publish_scheduled()
    assert again(made).live is False

    clock.move_to("2021-10-26T09:01+09:00")
    publish_scheduled()
    assert again(made).live is True


def test_the_copy_is_asked_for_and_then_opened(office, study_session):
    url = reverse("study_session_copies:copy", args=[study_session.pk])
    assert office.get(url).status_code == 200
    assert not StudySession.objects.filter(code="mitigation-2021-4").exists()

    answer = office.post(url, {"fiscal_year": "2021"})

    assert answer.url == edit_url(StudySession.objects.get(code="mitigation-2021-4"))


def test_wagtails_own_copy_leads_to_ours(office, study_session):
    answer = office.get(reverse("wagtailadmin_pages:copy", args=[study_session.pk]))

    assert answer.url == reverse("study_session_copies:copy", args=[study_session.pk])


def test_a_series_with_sessions_is_not_copied(office, series):
    answer = office.post(reverse("wagtailadmin_pages:copy", args=[series.pk]), {"new_parent_page": "1"})

    assert answer.url == reverse("wagtailadmin_explore", args=[series.pk])
    assert Series.objects.count() == 5


def test_an_announced_session_is_not_deleted(office, study_session):
    office.post(reverse("wagtailadmin_pages:delete", args=[study_session.pk]))
    office.post(reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"]) + f"?id={study_session.pk}")

    assert Page.objects.filter(pk=study_session.pk).exists()


def test_a_draft_can_be_deleted(office, study_session):
    office.post(reverse("study_session_copies:copy", args=[study_session.pk]), {"fiscal_year": "2021"})
    draft = StudySession.objects.get(code="mitigation-2021-4")

    office.post(reverse("wagtailadmin_pages:delete", args=[draft.pk]))

    assert not Page.objects.filter(pk=draft.pk).exists()


def test_a_session_stays_in_its_series(office, study_session):
    other = Series.objects.get(key="adaptation")

    office.post(reverse("wagtailadmin_pages:move_confirm", args=[study_session.pk, other.pk]))

    assert again(study_session).get_parent().pk == study_session.series_id


def test_a_shared_item_in_use_cannot_be_deleted(office):
    item = SharedItem.objects.get()

    office.post(reverse("shareditem:delete", args=[item.pk]))

    assert SharedItem.objects.filter(pk=item.pk).exists()


def submit(office, study_session, **changes):
    return office.post(edit_url(study_session), form_of(study_session, **changes) | {"action-submit": "1"})


def test_the_organiser_approves_what_the_secretariat_submits(client, settings, cast, study_session):
    submit(enter(client, settings, cast.secretariat), study_session, theme="承認を待つ題名")
    state = again(study_session).current_workflow_state
    assert state.workflow.name == "主催者の承認"

    enter(client, settings, cast.organiser)
    assert client.get(edit_url(study_session)).status_code == 200
    task = state.current_task_state
    client.post(reverse("wagtailadmin_pages:workflow_action", args=[study_session.pk, "approve", task.pk]))

    assert (again(study_session).theme, again(study_session).current_workflow_state) == ("承認を待つ題名", None)


def test_waiting_for_approval_blocks_nobody(client, settings, cast, study_session):
    submit(enter(client, settings, cast.secretariat), study_session, theme="承認を待つ題名")

    client.post(edit_url(study_session), form_of(study_session, theme="急ぎの題名") | {"action-publish": "1"})

    assert (again(study_session).theme, again(study_session).current_workflow_state) == ("急ぎの題名", None)


def test_the_approvers_are_told_by_letter_and_nothing_is_sent_within_the_request(client, settings, cast, study_session):
    organiser = cast.organiser

    submit(enter(client, settings, cast.secretariat), study_session)

    letter = OutboxLetter.objects.get(kind="approval_asked")
    assert (letter.to_address, letter.subject) == (organiser.email, "承認のお願い：緩和策分科会 第2回")
    assert settings.SITE_URL + edit_url(study_session) in letter.body.splitlines()
    assert mail.outbox == []


def test_whoever_asked_is_told_that_changes_are_wanted(client, settings, cast, study_session):
    submit(enter(client, settings, cast.secretariat), study_session)
    task = again(study_session).current_workflow_state.current_task_state

    enter(client, settings, cast.organiser)
    client.post(
        reverse("wagtailadmin_pages:workflow_action", args=[study_session.pk, "reject", task.pk]),
        {"comment": "会場を確かめてください。"},
    )

    letter = OutboxLetter.objects.get(kind="approval_answered")
    assert (letter.to_address, letter.subject) == (cast.secretariat.email, "修正の依頼：緩和策分科会 第2回")
    assert "会場を確かめてください。" in letter.body
