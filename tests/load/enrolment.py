"""What enrolling and マイページ cost with 300 departments and 1,000 people, beside an empty view in the same run.

Requests go through Django's test client, in this process: CPU and queries of the site alone.
"""

import os
import sys
import tempfile
import time

from tests.load.database import own_database

DEPARTMENTS, PEOPLE, TIMES = 300, 1000, 30


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, own_database(folder) as environment:
        os.environ.update(environment)
        import django  # noqa: PLC0415 - the settings read the environment made above

        django.setup()
        from django.db import connection  # noqa: PLC0415

        user = fill()
        sys.stdout.write(f"{connection.vendor}: {DEPARTMENTS} departments, {PEOPLE} people, {TIMES} requests each\n")
        client = signed_in(user)
        empty = row("empty view (/healthz)", lambda number: client.get("/healthz"))
        row("/my/", lambda number: client.get("/my/"), empty)
        row("/attend/mitigation-2021-2/", lambda number: client.get("/attend/mitigation-2021-2/"), empty)
        drafts = [draft(user, number) for number in range(TIMES + 1)]
        row("/enrol/check/ submitted", lambda number: drafts[number].post("/enrol/check/"), empty)


def row(name: str, ask, empty: float | None = None) -> float:
    """Print and return the CPU seconds of one answer."""
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    with CaptureQueriesContext(connection) as captured:
        status = ask(0).status_code
    queries = len(captured)
    began, cpu = time.perf_counter(), time.process_time()
    for number in range(1, TIMES + 1):
        ask(number)
    cpu, wall = (time.process_time() - cpu) / TIMES, (time.perf_counter() - began) / TIMES
    line = f"  {name:28} {status}  {queries:3} queries  CPU {cpu * 1000:7.2f} ms  wall {wall * 1000:7.2f} ms"
    sys.stdout.write(line + (f"  {cpu / empty:6.1f} times the empty view\n" if empty else "\n"))
    return cpu


def fill():
    """Departments over the 62 municipalities, people, enrolments in both 分科会; returns a coordinator's login."""
    from sessions.enrolment.models import Enrolment  # noqa: PLC0415
    from sessions.models import Series  # noqa: PLC0415
    from studygroup.models import Department, Municipality, Participant, User  # noqa: PLC0415

    places = list(Municipality.objects.real())
    departments = Department.objects.bulk_create(
        Department(municipality=places[number % 62], name=f"測定{number}課", field="environment")
        for number in range(DEPARTMENTS)
    )
    user = User.objects.create_user("measured@test.example", municipality=departments[0].municipality)
    User.objects.filter(pk=user.pk).update(tied_by_office=True)
    Participant.objects.bulk_create(
        Participant(
            department=departments[number % DEPARTMENTS],
            name=f"見本 {number}",
            is_coordinator=number < DEPARTMENTS,
            user=user if number == 0 else None,
        )
        for number in range(PEOPLE)
    )
    series = list(Series.objects.filter(key__in=("mitigation", "adaptation")))
    Enrolment.objects.bulk_create(
        Enrolment(department=department, series=one, fiscal_year=2021, state="confirmed")
        for department in departments
        for one in series
    )
    return User.objects.get(pk=user.pk)


def signed_in(user):
    from django.test import Client  # noqa: PLC0415

    client = Client(headers={"host": "localhost"})
    client.force_login(user)
    return client


def draft(user, number: int):
    """A client whose form of enrolment waits for nothing but the last button."""
    client = signed_in(user)
    session = client.session
    session["enrolment"] = {
        "key": f"measured-{number}",
        "municipality": user.municipality_id,
        "mail": user.email,
        "is_proven": True,
        "department": {
            "department_name": f"新しい{number}課",
            "department_field": "environment",
            "series": ["mitigation"],
            "name": "見本",
            "kana": "",
            "phone": "",
        },
        "people": [
            {"name": f"見本 {each}", "kana": "", "mail": "", "phone": "", "answers": {"mitigation-2021-2": "online"}}
            for each in range(3)
        ],
    }
    session.save()
    return client


if __name__ == "__main__":
    main()
