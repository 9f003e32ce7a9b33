"""Sample people of the demo. Whoever speaks belongs to 甲市・乙区・丙町; nobody here is real."""

from datetime import date, datetime, timedelta

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.models import Group
from django.utils import timezone

from studygroup import clock
from studygroup.content import read
from studygroup.enums import DepartmentField, MunicipalityKind
from studygroup.models import DemoClock, Department, MailDomain, Municipality, Participant, User


def start_clock(*, rewind: bool) -> None:
    """Set the demo's present to DEMO_NOW, unless it is running and `rewind` is false."""
    if DemoClock.objects.exists() and not rewind:
        return
    wanted = datetime.fromisoformat(settings.DEMO_NOW)
    DemoClock.objects.update_or_create(pk=1, defaults={"offset_seconds": (wanted - clock.real_now()).total_seconds()})
    clock.reread()


def load_sample_municipalities() -> dict[str, Municipality]:
    """甲市・乙区・丙町: after the 62 in pickers, out of the map and of counts."""
    found = {}
    for row in read("demo_people.json")["municipalities"]:
        domain = row.pop("domain")
        row["kind"] = MunicipalityKind(row["kind"])
        municipality, created = Municipality.objects.get_or_create(
            code=row["code"], defaults={**row, "is_sample": True}
        )
        if created:
            MailDomain.objects.create(municipality=municipality, domain=domain, is_verified=True)
        found[municipality.name] = municipality
    return found


def load_people(municipalities: dict[str, Municipality]) -> dict[str, Participant]:
    """The demo accounts and the departments they stand in; returns the participants by account."""
    participants = {}
    for row in read("demo_people.json")["people"]:
        user = _account(row, municipalities)
        if "department" in row:
            name = row.get("account") or row["name"]
            participants[name] = _participant(row, user, municipalities[row["municipality"]])
    return participants


def _account(row: dict, municipalities: dict[str, Municipality]) -> User | None:
    if "account" not in row:
        return None
    email = f"{row['account']}@demo.example"
    user = User.objects.filter(email=email).first()
    if user is None:
        user = User.objects.create_user(email, settings.DEMO_PASSWORD, name=row["name"])
        user.municipality = municipalities.get(row.get("municipality"))
        user.tied_by_office = user.municipality is not None
        user.save()
        EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
        if "role" in row:
            user.groups.add(Group.objects.get(name=row["role"]))
    return user


def _participant(row: dict, user: User | None, municipality: Municipality) -> Participant:
    department, _ = Department.objects.get_or_create(
        municipality=municipality, name=row["department"], defaults={"field": DepartmentField(row["field"])}
    )
    suspended = timezone.now() - timedelta(days=30) if row.get("suspended") else None
    return Participant.objects.get_or_create(
        department=department,
        name=row["name"],
        defaults={
            "user": user,
            "kana": row["kana"],
            "mail": user.email if user else "",
            "is_coordinator": row.get("coordinator", False),
            "since": date(2021, 4, 1),
            "suspended_at": suspended,
        },
    )[0]
