"""One invitation, many who accept it at the same moment: one of them comes in; and the counter-test."""

import threading

import pytest
from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.db import connection, transaction

from sessions.enrolment.actions import invitations
from sessions.enrolment.models import Invitation
from studygroup.enums import DepartmentField
from studygroup.models import Department, Municipality, Participant, User
from tests.parallel import all_at_once, leaving_no_trace
from tests.parallel import real_commits as _django_db_helper  # noqa: F401

MANY, FEW = 40, 4
MADE = (
    "studygroup.User", "studygroup.Department", "enrolment.Invitation", "studygroup.Participant",
    "notices.OutboxLetter", "notices.Notice",
)  # fmt: skip


@pytest.fixture
def invitation(db):
    """An invitation that other connections see, taken away afterwards. Only PostgreSQL lets two write at once."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one write at a time")
    with leaving_no_trace(*MADE):
        municipality = Municipality.objects.get(name="立川市")
        department = Department.objects.create(
            municipality=municipality, name="並行課", field=DepartmentField.ENVIRONMENT
        )
        user = User.objects.create_user("parallel@test.example", name="見本 後任", municipality=municipality)
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        yield invitations.send_invitation(department=department, mail=user.email, name="見本 後任", by=user)


def acceptance(invitation: Invitation):
    user = User.objects.get(email=invitation.mail)
    own = Invitation.objects.select_related("department__municipality").get(pk=invitation.pk)
    return lambda: invitations.accept_invitation(invitation=own, name="見本 後任", by=user)


def test_of_many_acceptances_at_once_one_is_taken(invitation):
    results = all_at_once([acceptance(invitation) for _ in range(MANY)])

    assert [type(each) for each in results].count(ValidationError) == MANY - 1
    assert Participant.objects.filter(department=invitation.department).count() == 1


def test_without_the_conditional_update_more_than_one_would_be(invitation, monkeypatch):
    """The counter-test: look, then write, and the race is lost."""
    together = threading.Barrier(FEW)

    def look_then_write(invitation):
        is_open = Invitation.objects.open().filter(pk=invitation.pk).exists()
        together.wait(20)
        with transaction.atomic():
            Invitation.objects.filter(pk=invitation.pk).update(accepted_at=invitation.invited_at)
        return is_open

    monkeypatch.setattr(invitations, "claim", look_then_write)

    results = all_at_once([acceptance(invitation) for _ in range(FEW)])

    assert [type(each) for each in results] == [Participant] * FEW
