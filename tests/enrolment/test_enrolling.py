"""A department enrols: the pages, the application, and what the office decides."""

import re

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from sessions.enrolment.actions.enrolling import (
    Person,
    approve_application,
    enrol_department,
    send_back_application,
)
from sessions.enrolment.models import Application, Attendance, Enrolment, SignUp
from sessions.enrolment.rules import in_audience
from sessions.enums import Audience
from sessions.models import Series, StudySession
from studygroup.enums import DepartmentField
from studygroup.models import Department, Participant, User
from studygroup.notices.models import OutboxLetter


@pytest.fixture
def mitigation(db):
    return Series.objects.get(key="mitigation")


@pytest.fixture
def of_domain(municipality):
    return login("hanako@mitaka.test.example", municipality)


@pytest.fixture
def outsider(db):
    return login("hanako@mail.example", None)


def login(address: str, municipality) -> User:
    user = User.objects.create_user(address, municipality=municipality)
    user.emailaddress_set.create(email=address, verified=True, primary=True)
    return user


@pytest.fixture
def apply(municipality, mitigation):
    """`apply(by=user)`: the application of 三鷹市 環境政策課 for 緩和策分科会."""

    def submit(*, by, key="one", series=None, people=None, **more):
        return enrol_department(
            municipality=municipality,
            department_name="環境政策課",
            department_field=DepartmentField.ENVIRONMENT,
            series=series or [mitigation],
            people=people or [Person(name="見本 花子", mail=by.email, answers={"mitigation-2021-2": "venue"})],
            key=key,
            by=by,
            **more,
        )

    return submit


def states(application) -> tuple[str, list[str]]:
    return application.state, sorted(application.enrolments.values_list("state", flat=True))


def fresh(user: User) -> User:
    return User.objects.get(pk=user.pk)


def test_from_the_municipality_it_waits_for_one_look_of_the_office(apply, of_domain):
    application = apply(by=of_domain)

    assert states(application) == ("submitted", ["submitted"])
    assert re.fullmatch(r"R-\d{4,}", application.receipt)
    assert OutboxLetter.objects.get().subject == f"参加登録を受け付けました（{application.receipt}）"


def test_a_series_may_confirm_it_at_once(apply, of_domain, mitigation):
    Series.objects.filter(pk=mitigation.pk).update(confirms_at_once=True)
    mitigation.refresh_from_db()

    application = apply(by=of_domain, series=[mitigation])

    assert states(application) == ("confirmed", ["confirmed"])
    assert Attendance.objects.get().mode == "venue"


def test_from_elsewhere_it_is_provisional_with_a_reason_and_gives_nobody_anything(apply, outsider, mitigation):
    application = apply(by=outsider)

    assert (application.state, bool(application.reason), application.department) == ("provisional", True, None)
    assert not Participant.objects.filter(name="見本 花子").exists()
    assert not in_audience(fresh(outsider), Audience.STAFF, mitigation)


def test_the_first_person_speaks_for_the_department(apply, of_domain):
    apply(by=of_domain, people=[Person(name="見本 花子", mail=of_domain.email), Person(name="見本 次郎")])

    assert list(Participant.objects.order_by("pk").values_list("name", "is_coordinator", "user")) == [
        ("見本 花子", True, of_domain.pk),
        ("見本 次郎", False, None),
    ]


def test_one_mailbox_serves_several_people(apply, of_domain):
    apply(by=of_domain, people=[Person(name=name, mail=of_domain.email) for name in ("見本 花子", "見本 次郎")])

    assert fresh(of_domain).participants.count() == 2


def test_names_are_kept_as_typed(apply, of_domain):
    apply(by=of_domain, people=[Person(name="𠮷田 髙﨑 葛󠄀")])

    assert Participant.objects.get().name == "𠮷田 髙﨑 葛󠄀"


def test_the_same_form_sent_twice_has_one_receipt(apply, of_domain):
    assert apply(by=of_domain) == apply(by=fresh(of_domain))
    assert OutboxLetter.objects.count() == 1


def test_a_second_enrolment_of_the_department_is_refused_and_says_so(apply, of_domain):
    apply(by=of_domain)

    with pytest.raises(ValidationError) as refusal:
        apply(by=fresh(of_domain), key="another", people=[Person(name="見本 三郎")])

    assert refusal.value.messages == ["環境政策課は、緩和策分科会にすでに登録されています。"]
    assert (Application.objects.count(), Participant.objects.count()) == (1, 1)


def test_another_department_of_the_municipality_enrols_too(apply, of_domain, municipality, mitigation):
    apply(by=of_domain)
    enrol_department(
        municipality=municipality,
        department_name="防災課",
        department_field=DepartmentField.DISASTER,
        series=[mitigation],
        people=[Person(name="見本 四郎")],
        key="two",
        by=fresh(of_domain),
    )

    assert Department.objects.filter(municipality=municipality).count() == 2


def test_approval_counts_and_takes_the_answers(apply, of_domain, mitigation, cast):
    application = apply(by=of_domain)

    approve_application(application=application, by=cast.secretariat)

    application.refresh_from_db()
    assert states(application) == ("confirmed", ["confirmed"])
    assert in_audience(fresh(of_domain), Audience.ENROLLED_DEPARTMENT, mitigation)
    assert Attendance.objects.get().mode == "venue"
    assert OutboxLetter.objects.filter(kind="enrolment_decided", to_user=of_domain).count() == 1


def test_approving_what_came_from_elsewhere_ties_its_sender(apply, outsider, mitigation, municipality, cast):
    application = apply(by=outsider)

    approve_application(application=application, by=cast.secretariat)

    sender = fresh(outsider)
    assert (sender.municipality, sender.participants.get().is_coordinator) == (municipality, True)
    assert in_audience(sender, Audience.ENROLLED_DEPARTMENT, mitigation)


def test_a_full_venue_becomes_a_place_on_the_waiting_list(apply, of_domain, cast):
    SignUp.objects.create(study_session=StudySession.objects.get(code="mitigation-2021-2"), seats=0)

    approve_application(application=apply(by=of_domain), by=cast.secretariat)

    row = Attendance.objects.get()
    assert (row.mode, row.waiting_since is not None) == ("online", True)


def test_sending_back_needs_a_reason_and_tells_it(apply, of_domain, cast):
    application = apply(by=of_domain)
    with pytest.raises(ValidationError):
        send_back_application(application=application, reason=" ", by=cast.secretariat)

    send_back_application(application=application, reason="部署名を正式な名前にしてください", by=cast.secretariat)

    application.refresh_from_db()
    assert states(application) == ("sent_back", ["sent_back"])
    assert "部署名を正式な名前にしてください" in OutboxLetter.objects.get(kind="enrolment_decided").body


def test_what_was_sent_back_can_be_submitted_again(apply, of_domain, cast):
    send_back_application(application=apply(by=of_domain), reason="やり直し", by=cast.secretariat)

    again = apply(by=fresh(of_domain), key="again", people=[Person(name="見本 三郎")])

    assert states(again) == ("submitted", ["submitted"])


def test_an_application_is_decided_once(apply, of_domain, cast):
    application = apply(by=of_domain)
    approve_application(application=application, by=cast.secretariat)

    with pytest.raises(ValidationError):
        send_back_application(application=application, reason="遅かった", by=cast.secretariat)


def test_what_the_office_enters_by_telephone_is_confirmed(apply, cast):
    application = apply(by=cast.secretariat, way="phone", people=[Person(name="見本 花子")])

    assert (application.state, application.way) == ("confirmed", "phone")


@pytest.mark.parametrize("actor", ["staff", "coordinator", "advisor", "organiser", "suspended"])
def test_only_the_secretariat_decides(apply, of_domain, cast, actor):
    application = apply(by=of_domain)

    for decide in (
        lambda: approve_application(application=application, by=cast[actor]),
        lambda: send_back_application(application=application, reason="理由", by=cast[actor]),
    ):
        with pytest.raises(PermissionDenied):
            decide()


def test_the_history_shows_the_name_of_its_day(apply, of_domain, cast, clock):
    enrolment = apply(by=of_domain).enrolments.get()
    clock.move_to("2022-04-01T09:00+09:00")
    department = enrolment.department
    department.former_names.create(name="環境政策課", until="2022-03-31")
    Department.objects.filter(pk=department.pk).update(name="ゼロカーボン推進課")

    enrolment = Enrolment.objects.get(pk=enrolment.pk)

    assert (enrolment.department.name, enrolment.department_of_its_day) == ("ゼロカーボン推進課", "環境政策課")


def test_the_same_people_take_part_in_another_series_without_being_registered_twice(apply, of_domain, cast):
    approve_application(application=apply(by=of_domain), by=cast.secretariat)

    apply(by=fresh(of_domain), key="two", series=[Series.objects.get(key="adaptation")])

    assert list(Participant.objects.filter(name="見本 花子").values_list("user", flat=True)) == [of_domain.pk]
    assert Enrolment.objects.filter(department__name="環境政策課").count() == 2


def test_those_who_share_a_mailbox_get_one_receipt_of_their_answers(apply, of_domain, cast):
    answers = {"mitigation-2021-2": "online"}
    people = [Person(name=name, mail=of_domain.email, answers=answers) for name in ("見本 花子", "見本 次郎")]
    people.append(Person(name="見本 三郎", answers=answers))

    approve_application(application=apply(by=of_domain, people=people), by=cast.secretariat)

    letter = OutboxLetter.objects.get(kind="answered").body
    assert [f"{person.name}さん：オンライン" in letter for person in people] == [True] * 3
