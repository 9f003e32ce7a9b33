"""People of departments: who may, who signs in, which letters reached them."""

from allauth.account.models import EmailAddress
from django.core.exceptions import PermissionDenied

from sessions.enrolment.enums import EnrolmentState
from sessions.enrolment.models import Enrolment
from sessions.models import Series
from studygroup.enums import DepartmentField
from studygroup.models import Department, Municipality, User
from studygroup.notices.models import OutboxLetter


def allowed(act) -> bool:
    """Whether `act()` passes its own rule."""
    try:
        act()
    except PermissionDenied:
        return False
    return True


def enrol(municipality: str, name: str, **values) -> Department:
    """A new department in 緩和策 2021, confirmed unless `values` say otherwise."""
    department = Department.objects.create(
        municipality=Municipality.objects.get(name=municipality), name=name, field=DepartmentField.OTHER
    )
    facts = {"fiscal_year": 2021, "state": EnrolmentState.CONFIRMED} | values
    Enrolment.objects.create(department=department, series=Series.objects.get(key="mitigation"), **facts)
    return department


def signed_up_login(mail: str, municipality: str | None = None) -> User:
    """A login with a proven address, tied to a municipality or to none."""
    user = User.objects.create_user(mail, name="見本 三郎")
    if municipality:
        user.municipality = Municipality.objects.get(name=municipality)
        user.save()
    EmailAddress.objects.create(user=user, email=mail, verified=True, primary=True)
    return user


def letters(kind: str) -> list[str]:
    """The addresses that letters of `kind` go to."""
    return sorted(OutboxLetter.objects.filter(kind=kind).values_list("to_address", flat=True))
