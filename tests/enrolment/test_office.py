"""The office's screens of enrolment in the CMS: who opens what, applications, and entering on behalf."""

import pytest
from django.urls import reverse
from django.utils import timezone

from sessions.enrolment.actions.enrolling import Person, enrol_department
from sessions.enrolment.enums import EnrolmentState
from sessions.enrolment.models import Application, Enrolment
from sessions.models import Series
from studygroup.enums import DepartmentField
from studygroup.models import Municipality, Participant, User
from studygroup.notices.models import Mailing, OutboxLetter
from tests.factories.cast import ACTORS
from tests.factories.cms import enter

pytestmark = pytest.mark.django_db
READERS = dict.fromkeys(ACTORS, 302) | {"secretariat": 200, "organiser": 200}
OFFICE = READERS | {"organiser": 302}


@pytest.fixture
def stranger(db):
    """Somebody whose address belongs to no municipality."""
    return User.objects.create_user("someone@elsewhere.example", name="見本 花子")


@pytest.fixture
def application(stranger):
    """仮受付: 渋谷区 環境政策課 in 緩和策, of two people."""
    return apply(stranger, people=[Person("見本 花子", mail=stranger.email), Person("見本 太郎")])


def apply(by, *, key="k", people=(), keys=("mitigation",)) -> Application:
    return enrol_department(
        municipality=Municipality.objects.get(name="渋谷区"),
        department_name="環境政策課",
        department_field=DepartmentField.ENVIRONMENT,
        series=list(Series.objects.filter(key__in=keys)),
        people=list(people),
        key=key,
        by=by,
    )


ADDRESSES = {
    "applications:index": READERS,
    "applications:inspect": READERS,
    "applications:enter": OFFICE,
    "sign_ups:index": READERS,
    "sign_ups:edit": OFFICE,
    "sign_ups:move-online": OFFICE,
    "enrolment_worklist:index": READERS,
    "enrolment_figures:index": READERS,
    "enrolment_figures:map": READERS,
    "enrolment_letters:index": OFFICE,
    "enrolment_letters:write": OFFICE,
    "enrolment_letters:sent": OFFICE,
    "department_changes:index": OFFICE,
    "department_changes:rename": OFFICE,
    "department_changes:merge": OFFICE,
    "department_changes:close": OFFICE,
}


@pytest.mark.parametrize("name", ADDRESSES)
@pytest.mark.parametrize("actor", ACTORS)
def test_who_opens_what(client, settings, cast, application, study_session, departments, name, actor):
    keys = {
        "inspect": application.pk,
        "edit": study_session.pk,
        "move-online": study_session.pk,
        "write": "unanswered:mitigation-2021-2",
        "sent": Mailing.objects.create(subject="s", release_at=timezone.now()).pk,
    } | dict.fromkeys(("rename", "merge", "close"), departments[1].pk)
    view = name.partition(":")[2]
    if actor != "anonymous":
        enter(client, settings, cast[actor])

    answered = client.get(reverse(name, args=[keys[view]] if view in keys else []))

    assert answered.status_code == ADDRESSES[name][actor]


@pytest.mark.parametrize("name", ["applications:approve", "applications:send-back"])
@pytest.mark.parametrize("actor", [actor for actor in ACTORS if actor != "secretariat"])
def test_only_the_secretariat_decides(client, settings, cast, application, name, actor):
    if actor != "anonymous":
        enter(client, settings, cast[actor])

    answered = client.post(reverse(name, args=[application.pk]), {"reason": "理由"})

    assert (answered.status_code, Application.objects.get().state) == (302, EnrolmentState.PROVISIONAL)


@pytest.mark.parametrize("name", ["applications:add", "applications:edit", "applications:delete"])
def test_applications_are_not_written_past_their_actions(office, application, name):
    args = [] if name.endswith("add") else [application.pk]

    assert office.get(reverse(name, args=args)).status_code == 302


def test_the_page_of_a_provisional_application_warns_of_the_address(office, application):
    page = office.get(reverse("applications:inspect", args=[application.pk])).content.decode()

    assert "someone@elsewhere.example）は、渋谷区のものと確認できていません" in page
    assert "見本 太郎" in page


def test_approving_makes_the_department_and_tells_the_sender(office, application, stranger):
    office.post(reverse("applications:approve", args=[application.pk]))

    assert list(Enrolment.objects.values_list("department__name", "state")) == [("環境政策課", "confirmed")]
    assert User.objects.get(pk=stranger.pk).municipality.name == "渋谷区"
    assert OutboxLetter.objects.filter(kind="enrolment_decided", to_user=stranger).count() == 1


def test_sending_back_without_a_reason_keeps_the_page_and_says_so_at_the_field(office, application):
    answered = office.post(reverse("applications:send-back", args=[application.pk]), {"reason": " "})

    assert answered.status_code == 422
    assert answered.context["form"].errors == {"reason": ["差し戻す理由を入力してください。"]}


def test_sending_back_keeps_the_reason(office, application):
    office.post(reverse("applications:send-back", args=[application.pk]), {"reason": "部署名が違います"})

    application.refresh_from_db()
    assert (application.state, application.reason) == (EnrolmentState.SENT_BACK, "部署名が違います")


def test_a_second_click_on_approve_says_what_it_is_by_now(office, application):
    office.post(reverse("applications:approve", args=[application.pk]))

    answered = office.post(reverse("applications:approve", args=[application.pk]), follow=True)

    assert "この申込は、すでに「確認済み」になっています。" in answered.content.decode()


def test_what_waits_longest_stands_first_and_the_decided_last(office, cast, clock, application, stranger):
    decided = apply(cast.secretariat, key="b", people=[Person("見本 三郎")], keys=("adaptation",))
    clock.move_to("2021-10-26T09:00+09:00")
    later = apply(stranger, key="c", people=[Person("見本 四郎")])

    listed = office.get(reverse("applications:index")).context["object_list"]

    assert list(listed) == [application, later, decided]


def test_the_list_finds_a_receipt_as_it_is_said(office, application):
    listed = office.get(reverse("applications:index"), {"q": application.receipt.lower()}).context["object_list"]

    assert list(listed) == [application]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_as_much_for_three_as_for_one(office, stranger, django_assert_max_num_queries, count):
    for number in range(count):
        apply(stranger, key=f"k{number}", people=[Person("見本 花子")])
    office.get(reverse("applications:index"))

    with django_assert_max_num_queries(27):
        office.get(reverse("applications:index"))


def on_behalf(**changes) -> dict:
    """The form of an application by fax, with one person."""
    rows = {f"people-{row}-{name}": "" for row in range(4) for name in ("name", "kana", "mail", "phone")}
    return {
        "key": "by-fax",
        "way": "fax",
        "municipality": "渋谷区",
        "department_name": "環境政策課",
        "department_field": "environment",
        "series": [str(Series.objects.get(key="mitigation").pk)],
        "people-TOTAL_FORMS": "4",
        "people-INITIAL_FORMS": "0",
        **rows,
        "people-0-name": "見本 花子",
        "people-0-mail": "ｈａｎａｋｏ＠city.shibuya.tokyo.jp",
        **changes,
    }


def test_what_came_by_fax_is_entered_and_confirmed(office):
    answered = office.post(reverse("applications:enter"), on_behalf())

    application = Application.objects.get()
    assert answered.url == reverse("applications:inspect", args=[application.pk])
    assert (application.way, application.state) == ("fax", EnrolmentState.CONFIRMED)
    assert Participant.objects.get(name="見本 花子").mail == "hanako@city.shibuya.tokyo.jp"


def test_the_same_form_twice_is_one_application(office):
    office.post(reverse("applications:enter"), on_behalf())
    office.post(reverse("applications:enter"), on_behalf())

    assert Application.objects.count() == 1


def test_a_department_that_is_enrolled_is_said_at_the_series(office):
    office.post(reverse("applications:enter"), on_behalf())

    answered = office.post(reverse("applications:enter"), on_behalf(key="again", department_field=""))

    assert answered.context["form"].errors == {"series": ["環境政策課は、緩和策分科会にすでに登録されています。"]}


def test_a_new_department_needs_its_field_and_people(office):
    answered = office.post(
        reverse("applications:enter"), on_behalf(department_field="", **{"people-0-name": "", "people-0-mail": ""})
    )

    assert answered.context["form"].errors == {"department_field": ["新しい部署の分野を選んでください。"]}
    assert answered.context["people"].non_form_errors() == ["参加する人を1名以上入力してください。"]
