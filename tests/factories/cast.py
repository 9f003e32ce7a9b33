"""The cast of every permission table: one of each kind of reader, made when asked for."""

from datetime import date
from functools import cached_property

from allauth.account.models import EmailAddress
from django.contrib.auth.models import AnonymousUser, Group
from django.test import Client
from django.utils import timezone

from sessions.enrolment.enums import EnrolmentState
from sessions.enrolment.models import Enrolment
from sessions.models import Series
from studygroup.enums import DepartmentField, Role
from studygroup.models import Department, Municipality, Participant, User

ACTORS = (
    "anonymous",
    "staff",
    "other",
    "participant",
    "coordinator",
    "advisor",
    "secretariat",
    "organiser",
    "suspended",
)
PASSWORD = "a-password-for-tests"


class Cast:
    """`cast.participant` and so on: users in the database.

    `coordinator` and `participant` stand in a department of 立川市 enrolled in both 分科会, `other` coordinates one
    of 墨田区 enrolled in 適応策 alone, `staff` is of 府中市 without enrolment, `suspended` has only a suspended
    participation.
    """

    def __getitem__(self, actor: str):
        return getattr(self, actor)

    anonymous = AnonymousUser()

    @cached_property
    def staff(self) -> User:
        return self._user("staff", "府中市")

    @cached_property
    def coordinator(self) -> User:
        return self._member("coordinator", "立川市", ("mitigation", "adaptation"), is_coordinator=True)

    @cached_property
    def participant(self) -> User:
        return self._member("participant", "立川市", ("mitigation", "adaptation"))

    @cached_property
    def other(self) -> User:
        return self._member("other", "墨田区", ("adaptation",), is_coordinator=True)

    @cached_property
    def suspended(self) -> User:
        return self._member("suspended", "調布市", (), suspended_at=timezone.now())

    @cached_property
    def advisor(self) -> User:
        return self._with_role("advisor", Role.ADVISOR)

    @cached_property
    def secretariat(self) -> User:
        return self._with_role("secretariat", Role.SECRETARIAT)

    @cached_property
    def organiser(self) -> User:
        return self._with_role("organiser", Role.ORGANISER)

    def _user(self, name: str, municipality: str | None = None) -> User:
        user = User.objects.create_user(f"{name}@test.example", PASSWORD, name=name)
        if municipality:
            user.municipality = Municipality.objects.get(name=municipality)
            user.save()
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        return user

    def _with_role(self, name: str, role: Role) -> User:
        user = self._user(name)
        user.groups.add(Group.objects.get(name=role))
        return user

    def _member(self, name: str, municipality: str, series_keys: tuple[str, ...], **details) -> User:
        user = self._user(name, municipality)
        department, _ = Department.objects.get_or_create(
            municipality=user.municipality, name="環境課", defaults={"field": DepartmentField.ENVIRONMENT}
        )
        Participant.objects.create(department=department, user=user, name=name, since=date(2021, 4, 1), **details)
        for key in series_keys:
            Enrolment.objects.get_or_create(
                department=department,
                series=Series.objects.get(key=key),
                fiscal_year=2021,
                defaults={"state": EnrolmentState.CONFIRMED},
            )
        return user


def entered(client, user):
    client.force_login(user)
    return client


def browser_of(cast: Cast, actor: str) -> Client:
    """A browser of `actor`'s own, signed in unless anonymous."""
    return Client() if actor == "anonymous" else entered(Client(), cast[actor])


def answers_to_each(cast: Cast, address: str) -> dict[str, int]:
    """What GET of `address` answers to each of the cast."""
    return {actor: browser_of(cast, actor).get(address).status_code for actor in ACTORS}
