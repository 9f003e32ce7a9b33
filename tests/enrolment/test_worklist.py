"""Who has not, the figures, and the office's own mailings to those it chooses."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from sessions.enrolment import recipients, worklist
from sessions.enrolment.actions.answering import answer
from sessions.enrolment.models import Application
from sessions.enrolment.rules.yearly import year_to_confirm
from sessions.models import Series
from studygroup.models import Municipality, Participant
from studygroup.notices.models import Mailing, OutboxLetter, Preference
from tests.factories.cms import enter
from tests.factories.people import enrol

pytestmark = pytest.mark.django_db
JAPAN = ZoneInfo("Asia/Tokyo")
KEY = "unanswered:mitigation-2021-2"


@pytest.fixture
def department(cast):
    """環境課 of 立川市, in both 分科会: its coordinator and a colleague without a mailbox."""
    found = cast.coordinator.participations[0].department
    Participant.objects.create(department=found, name="見本 次郎")
    return found


def names(people) -> list[str]:
    return [person.name for person in people]


def test_who_has_not_answered_is_whoever_is_enrolled_and_has_no_answer(department, study_session, cast):
    person = cast.coordinator.participations[0]
    before = names(worklist.unanswered(study_session))

    answer(participant=person, study_session=study_session, mode="absent", by=cast.coordinator)

    assert (before, names(worklist.unanswered(study_session))) == (["coordinator", "見本 次郎"], ["見本 次郎"])


def test_nobody_who_has_left_or_is_suspended_is_awaited(department, study_session):
    yesterday = timezone.localdate() - timedelta(days=1)
    Participant.objects.filter(name="見本 次郎").update(until=yesterday)
    Participant.objects.filter(name="coordinator").update(suspended_at=timezone.now())

    assert names(worklist.unanswered(study_session)) == []


def test_municipalities_without_enrolment_stand_in_their_order_with_what_is_under_way(department):
    shibuya = Municipality.objects.get(name="渋谷区")
    waiting = Application.objects.create(
        municipality=shibuya, department_name="課", field="other", fiscal_year=2021, people=[{"name": "x", "mail": ""}]
    )
    waiting.series.set(Series.objects.filter(key="mitigation"))

    rows = worklist.not_enrolled(fiscal_year=2021, series=Series.objects.get(key="mitigation"))

    assert len(rows) == 61
    assert [row.municipality.name for row in rows[:2]] == ["千代田区", "中央区"]
    assert {row.municipality.name: row.note for row in rows if row.note} == {"渋谷区": "申込あり（事務局の確認待ち）"}


def test_who_is_not_confirmed_for_next_year(department):
    Participant.objects.filter(name="coordinator").update(confirmed_year=2022)

    assert names(worklist.unconfirmed(year_to_confirm())) == ["見本 次郎"]


@pytest.mark.parametrize(
    ("query", "people"),
    [({"lack": "answer", "study_session": "mitigation-2021-2"}, 2), ({"lack": "confirmation"}, 2), ({"lack": "no"}, 2)],
)
def test_the_list_leads_to_a_draft_for_those_on_it(office, department, query, people):
    answered = office.get(reverse("enrolment_worklist:index"), query)

    assert len(answered.context["lacking"].people) == people
    assert f"この{people}名への案内を書く" in answered.content.decode()


def test_the_list_of_municipalities_is_a_list_only(office, department):
    page = office.get(reverse("enrolment_worklist:index"), {"lack": "enrolment"}).content.decode()

    assert "61自治体" in page
    assert "案内を書く" not in page


def test_an_organiser_reads_the_list_and_writes_to_nobody(client, settings, cast, department):
    page = enter(client, settings, cast.organiser).get(reverse("enrolment_worklist:index")).content.decode()

    assert "環境課" in page
    assert "案内を書く" not in page


def test_the_desk_says_what_waits(office, department):
    Application.objects.create(
        municipality=department.municipality,
        department_name="課",
        field="other",
        fiscal_year=2021,
        people=[],
        submitted_at=timezone.now() - timedelta(days=3),
    )

    page = " ".join(office.get("/cms/").content.decode().split())

    assert "確認を待つ申込 <strong>1件</strong></a>（最長3日）" in page
    assert "適応策分科会 第2回（10月27日（水））の参加方法が未回答 <strong>2名</strong>" in page


def test_everything_that_can_be_chosen_is_found_by_its_key(department):
    keys = [choice.key for group in recipients.groups() for choice in group.choices]

    assert [recipients.find_audience(key).key for key in keys] == keys


@pytest.mark.parametrize(
    "key", ["", "unanswered:none", "members:mitigation:x", "members:none:2021", "unconfirmed:", "x"]
)
def test_what_is_no_key_is_unknown(office, key):
    assert recipients.find_audience(key) is None


def test_people_without_a_mailbox_are_reached_through_those_who_speak_for_them(department, cast):
    found = recipients.find_audience(KEY)

    assert found.mailboxes == [(cast.coordinator.email, ["coordinator", "見本 次郎"])]
    assert (found.reached, found.unreachable) == (2, [])


def test_the_letter_is_looked_at_before_it_goes(office, department):
    address = reverse("enrolment_letters:write", args=[KEY])
    draft = office.get(address).context["form"].initial

    answered = office.post(address, draft | {"step": "check"})

    assert "2名に送信します。60秒以内なら取り消せます。" in answered.content.decode()
    assert (Mailing.objects.count(), OutboxLetter.objects.count()) == (0, 0)


def test_going_back_loses_nothing(office, department):
    letter = {"subject": "件名", "body": "本文です", "step": "edit"}

    answered = office.post(reverse("enrolment_letters:write", args=[KEY]), letter)

    assert (answered.status_code, answered.context["form"]["body"].value()) == (200, "本文です")


def test_sending_writes_one_letter_a_mailbox_and_can_be_taken_back(office, department, cast):
    letter = {"subject": "件名", "body": "本文です", "step": "send"}
    answered = office.post(reverse("enrolment_letters:write", args=[KEY]), letter)
    page = office.get(answered.url).content.decode()

    office.post(reverse("mailings:take-back", args=[Mailing.objects.get().pk]))

    assert Mailing.objects.get().audience == "緩和策分科会 第2回の参加方法が未回答（2名）"
    assert "取り消す" in page
    assert list(OutboxLetter.objects.values_list("to_address", "state")) == [(cast.coordinator.email, "dropped")]


def test_the_count_before_sending_is_what_is_sent(office, department, cast):
    for channel, user in (("digest", cast.participant), ("site", cast.coordinator)):
        Preference.objects.create(user=user, kind="mailing", channel=channel)
    Participant.objects.create(department=department, name="見本 三郎", mail="saburo@test.example")
    letter = {"subject": "件名", "body": "本文です"}
    address = reverse("enrolment_letters:write", args=[KEY])

    check = office.post(address, letter | {"step": "check"}).text
    office.post(address, letter | {"step": "send"})

    assert "（メール 1通、まとめて 1名、サイトだけ 1名、" in check
    assert [row.to_address for row in OutboxLetter.objects.all()] == ["saburo@test.example"]


@pytest.mark.parametrize("field", ["subject", "body"])
def test_an_empty_letter_is_refused_at_its_field(office, department, field):
    letter = {"subject": "件名", "body": "本文です", "step": "check", field: ""}

    answered = office.post(reverse("enrolment_letters:write", args=[KEY]), letter)

    assert (answered.status_code, list(answered.context["form"].errors)) == (422, [field])


def test_unenrolled_municipalities_are_listed_and_cannot_be_written_to(office, department):
    address = reverse("enrolment_letters:write", args=["unenrolled:mitigation:2021"])

    page = office.get(address).content.decode()
    office.post(address, {"subject": "件名", "body": "本文", "step": "send"})

    assert "61自治体" in page
    assert Mailing.objects.count() == 0


@pytest.mark.parametrize("count", [1, 3])
def test_the_worklist_asks_as_much_for_three_as_for_one(office, django_assert_max_num_queries, count):
    for number in range(count):
        Participant.objects.create(department=enrol("立川市", f"課{number}"), name="見本")

    with django_assert_max_num_queries(30):
        office.get(reverse("enrolment_worklist:index"), {"study_session": "mitigation-2021-2"})
