"""What was asked for in the form while it waits for the office, and what a full venue makes of it."""

import pytest
from django.urls import reverse

from sessions.enrolment.actions.enrolling import Person, approve_application, enrol_department
from sessions.enrolment.models import Attendance, SignUp
from sessions.models import Series, StudySession
from studygroup.enums import DepartmentField
from studygroup.models import User

CODE = "mitigation-2021-2"
WAITS = (
    "緩和策分科会 第2回の会場は残り1席です。"
    "見本 次郎さん、見本 三郎さんは会場のキャンセル待ちに入り、席をご案内するまではオンラインでの参加になります。"
)
NAMES = ("見本 花子", "見本 次郎", "見本 三郎")


@pytest.fixture
def one_seat(db):
    StudySession.objects.filter(code=CODE).update(modes=["venue", "online"])
    return SignUp.objects.create(study_session=StudySession.objects.get(code=CODE), seats=1)


@pytest.fixture
def sender(client, municipality):
    """`sender("hanako@mitaka.test.example")`: somebody signed in."""

    def enter(address: str) -> User:
        is_own = address.endswith("mitaka.test.example")
        user = User.objects.create_user(address, municipality=municipality if is_own else None)
        user.emailaddress_set.create(email=address, verified=True, primary=True)
        client.force_login(user)
        return user

    return enter


def apply(municipality, by, mode="venue"):
    return enrol_department(
        municipality=municipality,
        department_name="環境政策課",
        department_field=DepartmentField.ENVIRONMENT,
        series=[Series.objects.get(key="mitigation")],
        people=[
            Person(name=name, mail=mail, answers={CODE: mode})
            for name, mail in zip(NAMES, (by.email, "", ""), strict=True)
        ],
        key="one",
        by=by,
    )


@pytest.mark.parametrize("address", ["hanako@mitaka.test.example", "hanako@elsewhere.example"])
def test_what_was_answered_in_the_form_stands_on_the_page_until_the_office_confirms(
    client, municipality, sender, address
):
    apply(municipality, sender(address), mode="online")

    page = client.get("/my/").text

    shown = ("事務局の確認後に確定します" in page, "緩和策分科会 第2回" in page, page.count(">オンライン</span>"))
    assert shown == (True, True, 3)
    untrue = (
        "次回の開催は調整中です",
        "参加できる回は、まだありません",
        '参加方法を答える</a><span class="chip">未着手',
    )
    assert not any(words in page for words in (*untrue, "まだ部署の登録がありません"))


def test_once_confirmed_nothing_is_said_to_wait(client, municipality, sender, cast):
    application = apply(municipality, sender("hanako@mitaka.test.example"), mode="online")
    approve_application(application=application, by=cast.secretariat)

    assert "事務局の確認後に確定します" not in client.get("/my/").text


def test_who_finds_no_seat_is_told_before_applying_and_on_the_receipt(client, municipality, sender, one_seat):
    user = sender("hanako@mitaka.test.example")
    client.post(reverse("enrolment:start"), {"municipality": "三鷹市"})
    department = {"department": "new", "new_name": "環境政策課", "new_field": "environment", "series": "mitigation"}
    client.post(reverse("enrolment:department"), department | {"name": NAMES[0]})
    rows = {f"people-{number}-name": name for number, name in enumerate(NAMES)}
    modes = {f"people-{number}-{CODE}": "venue" for number in range(3)}
    forms = {"people-TOTAL_FORMS": "3", "people-INITIAL_FORMS": "1", "people-0-mail": user.email}
    client.post(reverse("enrolment:people-of-application"), forms | rows | modes)

    check = client.get(reverse("enrolment:check")).text
    receipt = client.post(reverse("enrolment:check"), follow=True).text

    assert user.email in check
    assert (WAITS in check, WAITS in receipt) == (True, True)


def test_the_receipt_of_what_counts_at_once_says_who_waits(client, municipality, sender, one_seat):
    Series.objects.filter(key="mitigation").update(confirms_at_once=True)
    application = apply(municipality, sender("hanako@mitaka.test.example"))

    page = client.get(reverse("enrolment:receipt", args=[application.pk])).text

    assert Attendance.objects.filter(mode="online", waiting_since__isnull=False).count() == 2
    assert "会場は満席のため、見本 次郎さん（緩和策分科会 第2回）、見本 三郎さん（緩和策分科会 第2回）は" in page


def test_where_there_are_seats_nothing_is_said_of_waiting(client, municipality, sender, one_seat):
    SignUp.objects.update(seats=3)
    application = apply(municipality, sender("hanako@mitaka.test.example"))

    page = client.get(reverse("enrolment:receipt", args=[application.pk])).text

    assert ("事務局の確認後に確定します" in page, "キャンセル待ち" in page) == (True, False)


def test_the_limit_of_a_municipality_counts_as_well(client, municipality, sender, one_seat):
    SignUp.objects.update(seats=None, seats_per_municipality=1)
    application = apply(municipality, sender("hanako@mitaka.test.example"))

    assert WAITS in client.get(reverse("enrolment:receipt", args=[application.pk])).text


def test_a_provisional_receipt_says_once_that_it_is_provisional(client, municipality, sender):
    application = apply(municipality, sender("hanako@elsewhere.example"))

    page = client.get(reverse("enrolment:receipt", args=[application.pk])).text

    assert page.count("登録は仮受付とし") == 1
    assert "仮受付としました" not in page
