"""Copying last time's session, and keeping what changed."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from sessions.actions import copy_study_session
from sessions.enrolment.models import Attendance
from sessions.models import Series, StudySession, Venue
from studygroup.models import Participant

pytestmark = pytest.mark.django_db


def publish(study_session, **values):
    latest = study_session.get_latest_revision_as_object()
    for name, value in values.items():
        setattr(latest, name, value)
    latest.save_revision().publish()
    return StudySession.objects.get(pk=study_session.pk)


def told(study_session) -> list[tuple[date, str]]:
    return list(study_session.changes.order_by("pk").values_list("on", "text"))


def test_copy_study_session_makes_the_next_draft_with_the_agenda(study_session, cast):
    copy = copy_study_session(study_session=study_session, by=cast.secretariat)

    copy = StudySession.objects.get(pk=copy.pk)
    assert (copy.code, copy.number, copy.title, copy.slug) == ("mitigation-2021-4", 4, "緩和策分科会 第4回", "2021-4")
    assert (copy.live, copy.owner, copy.get_parent().pk) == (False, cast.secretariat, study_session.series_id)
    assert [item.title for item in copy.agenda_items.all()] == [item.title for item in study_session.agenda_items.all()]
    assert copy.venue == study_session.venue


def test_copy_study_session_leaves_behind_what_belongs_to_last_time(cast):
    trip = StudySession.objects.get(code="field-trip-2021-1")
    trip.join_url, trip.result = "https://example.jp/room", "12自治体が参加"
    trip.save()
    Attendance.objects.create(
        participant=Participant.objects.get(user=cast.participant), study_session=trip, mode="venue"
    )

    copy = copy_study_session(study_session=trip, by=cast.secretariat)

    copy = StudySession.objects.get(pk=copy.pk).get_latest_revision_as_object()
    assert (copy.state, copy.reason, copy.called_off_on, copy.consequence) == ("planned", "", None, "")
    assert (copy.date_precision, copy.date_from, copy.date_to, copy.join_url, copy.result) == (
        "undecided", None, None, "", "",
    )  # fmt: skip
    assert [list(copy.replaced_by.all()), list(copy.attendances.all()), copy.materials.count()] == [[], [], 0]
    assert (copy.number, copy.code) == (None, "field-trip-2021-2")


def test_copied_agenda_items_are_other_items(study_session, cast):
    copy = copy_study_session(study_session=study_session, by=cast.secretariat)

    before = {item.uid for item in study_session.agenda_items.all()}
    after = {item.uid for item in StudySession.objects.get(pk=copy.pk).agenda_items.all()}
    assert len(after) == len(before)
    assert before & after == set()


def test_copy_study_session_can_be_for_the_coming_year(study_session, cast):
    copy = copy_study_session(study_session=study_session, by=cast.secretariat, fiscal_year=2022)

    assert (copy.code, copy.number, copy.title) == ("mitigation-2022-1", 1, "緩和策分科会 第1回")


def test_copy_study_session_twice_gives_two_numbers(study_session, cast):
    copies = [copy_study_session(study_session=study_session, by=cast.secretariat) for _ in range(2)]

    assert [(copy.serial, copy.number) for copy in copies] == [(4, 4), (5, 5)]


@pytest.mark.parametrize(
    "actor", ["anonymous", "staff", "other", "participant", "coordinator", "advisor", "organiser", "suspended"]
)
def test_copy_study_session_is_for_those_who_add_pages(study_session, cast, actor):
    with pytest.raises(PermissionDenied):
        copy_study_session(study_session=study_session, by=cast[actor])


def test_a_copy_can_be_published_and_tells_no_change(study_session, cast):
    copy = copy_study_session(study_session=study_session, by=cast.secretariat)

    published = publish(copy)

    assert (published.live, published.slug, told(published)) == (True, "2021-4", [])


def test_publishing_again_records_what_changed_with_the_day(study_session, clock):
    before = told(study_session)
    clock.move_to("2021-10-26T10:00+09:00")

    changed = publish(study_session, date_from=date(2021, 11, 5))

    assert told(changed)[len(before) :] == [
        (date(2021, 10, 26), "日程を「10月29日（金）」から「11月5日（金）」に変更しました。")
    ]


def test_publishing_the_same_again_records_nothing(study_session):
    before = told(study_session)

    assert told(publish(publish(study_session))) == before


def test_an_item_keeps_its_identity_over_revisions(study_session):
    before = told(study_session)
    latest = study_session.get_latest_revision_as_object()
    item = latest.agenda_items.all()[0]
    old, item.own_title = item.own_title, "新しい題名"
    latest.agenda_items.add(item)
    latest.save_revision().publish()

    assert told(study_session)[len(before) :] == [(date(2021, 10, 25), f"議題「{old}」を「新しい題名」に改めました。")]


def test_a_draft_records_nothing_and_publishing_it_later_does(study_session):
    before = told(study_session)
    latest = study_session.get_latest_revision_as_object()
    latest.start = latest.start.replace(minute=5)
    latest.save_revision()
    assert told(study_session) == before

    StudySession.objects.get(pk=study_session.pk).latest_revision.publish()

    assert len(told(study_session)) == len(before) + 1


def test_a_venue_renamed_is_a_change_of_what_was_told(study_session):
    before = told(study_session)
    venue = Venue.objects.get(pk=study_session.venue_id)

    venue.name = "別の会館"
    venue.save()

    assert [text.startswith("会場を「") for _, text in told(study_session)[len(before) :]] == [True]


def test_the_sequence_of_the_calendar_file_rises(study_session):
    sequence = StudySession.objects.with_sequence().get(pk=study_session.pk).sequence

    publish(study_session, date_from=date(2021, 11, 5))

    assert StudySession.objects.with_sequence().get(pk=study_session.pk).sequence == sequence + 1


def test_the_programme_is_loaded_with_its_own_changes_alone():
    assert told(StudySession.objects.get(code="field-trip-2021-1")) == [
        (date(2021, 7, 28), "第1回分科会の席上で、9〜10月頃の開催を案内しました。"),
        (date(2021, 10, 1), "中止を決め、第2回分科会に振り替えました。第3回分科会を12月頃に開催します。"),
    ]


def test_a_replacement_is_told_when_it_is_published(study_session, cast):
    trip = StudySession.objects.get(code="field-trip-2021-1")
    draft = copy_study_session(study_session=study_session, by=cast.secretariat)
    before = told(publish(trip, replaced_by=[*trip.replaced_by.all(), draft]))

    publish(StudySession.objects.get(pk=draft.pk))

    assert (len(before), told(trip)[2:]) == (2, [(date(2021, 10, 25), "「緩和策分科会 第4回」に振り替えました。")])


@pytest.mark.parametrize("code", ["mitigation-2021-2", "field-trip-2021-1"])
def test_a_correction_says_nothing_of_what_is_past(study_session, clock, code):
    """Whether it was held or called off; and publishing it later does not say it either."""
    publish(StudySession.objects.get(code=code), venue=study_session.venue)
    past = StudySession.objects.get(code=code)
    before = told(past)
    clock.move_to("2024-04-01T09:00+09:00")
    venue = Venue.objects.get(pk=study_session.venue_id)

    venue.name = "別の会館"
    venue.save()
    publish(past, result="10自治体が参加")

    assert told(past) == before


def test_sessions_and_their_drafts_follow_the_name_of_their_series(study_session, cast):
    latest = study_session.get_latest_revision_as_object()
    latest.number = 5
    latest.save_revision()
    new = copy_study_session(study_session=study_session, by=cast.secretariat)
    series = Series.objects.get(key="mitigation")

    series.title = "緩和策部会"
    series.save_revision().publish()

    first, study_session, new = StudySession.objects.filter(
        code__in=["mitigation-2021-1", "mitigation-2021-2", new.code]
    ).order_by("serial")
    assert [first.title, study_session.title, study_session.draft_title, new.title] == [
        "緩和策部会 第1回", "緩和策部会 第2回", "緩和策部会 第5回", "緩和策部会 第4回",
    ]  # fmt: skip
    assert study_session.get_latest_revision_as_object().title == "緩和策部会 第5回"
    assert told(study_session)[-1][1] == "名称を「緩和策分科会 第2回」から「緩和策部会 第2回」に変更しました。"
    assert [text for _, text in told(first) if "名称" in text] == []


def test_a_place_taken_since_the_form_was_checked_is_not_taken_twice():
    series = Series.objects.get(key="mitigation")
    sessions = [StudySession(series=series, fiscal_year=2021, number=number) for number in (4, 5)]
    for study_session in sessions:
        study_session.minimal_clean()

    for study_session in sessions:
        Series.objects.get(key="mitigation").add_child(instance=study_session)

    assert [study_session.code for study_session in sessions] == ["mitigation-2021-4", "mitigation-2021-5"]


def test_a_series_that_changed_meanwhile_takes_another_page():
    one, other = (Series.objects.get(key="lectures") for _ in range(2))
    sessions = [StudySession(fiscal_year=2021, number=number) for number in (1, 2)]

    one.add_child(instance=sessions[0])
    other.add_child(instance=sessions[1])

    assert [study_session.code for study_session in sessions] == ["lectures-2021-1", "lectures-2021-2"]
