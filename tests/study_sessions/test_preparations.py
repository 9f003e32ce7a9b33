"""これからの開催回 on the CMS's home: what each still lacks, and the way to the next."""

import re

import pytest

from archive.models import Material
from sessions.actions import copy_study_session
from sessions.models import StudySession
from sessions.preparations import missing_by_session
from tests.factories.archive import make_material
from tests.factories.cms import enter

pytestmark = pytest.mark.django_db


def missing_of(study_session) -> list[str]:
    return missing_by_session([StudySession.objects.get(pk=study_session.pk)])[study_session.pk]


def codes() -> list[str]:
    return [study_session.code for study_session in StudySession.objects.in_preparation()]


def test_what_is_missing_is_named(study_session):
    StudySession.objects.filter(pk=study_session.pk).update(venue=None, start=None, modes=["venue", "online"])
    study_session.agenda_items.all().delete()
    Material.objects.all().delete()

    assert missing_of(study_session) == ["時刻", "会場", "オンラインの参加先", "議題", "資料"]


def test_a_session_with_everything_lacks_nothing(study_session):
    StudySession.objects.filter(pk=study_session.pk).update(modes=["venue"])
    make_material(study_session=study_session)

    assert missing_of(study_session) == []


def test_sessions_come_by_their_day_and_what_has_none_last(cast):
    draft = copy_study_session(study_session=StudySession.objects.get(code="adaptation-2021-2"), by=cast.secretariat)

    listed = codes()

    assert listed[:2] == ["adaptation-2021-2", "mitigation-2021-2"]
    assert listed[-1] == draft.code


def test_what_is_past_or_called_off_is_not_prepared(clock, study_session):
    StudySession.objects.filter(code="adaptation-2021-2").update(state="cancelled", reason="台風のため。")
    clock.move_to("2021-10-30T09:00+09:00")

    assert not {"adaptation-2021-2", "mitigation-2021-2", "mitigation-2021-1"} & set(codes())


def test_the_home_of_the_cms_leads_to_the_next_session_of_each_series(client, settings, cast):
    office = enter(client, settings, cast.secretariat)

    page = office.get("/cms/").content.decode()

    keys = re.findall(r'href="/cms/study_session_copies/(\d+)/"', page)
    assert set(StudySession.objects.filter(pk__in=keys).values_list("code", flat=True)) == {
        "meetings-2021-2",
        "mitigation-2021-2",
        "adaptation-2021-2",
        "field-trip-2021-1",
    }


def test_the_organiser_sees_them_without_the_way_to_write_one(client, settings, cast):
    page = enter(client, settings, cast.organiser).get("/cms/").content.decode()

    assert ("これからの開催回" in page, "study_session_copies" in page) == (True, False)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_one_query_count(django_assert_num_queries, count):
    coming = StudySession.objects.in_preparation().with_agenda()

    with django_assert_num_queries(3):
        missing_by_session(list(coming[:count]))
