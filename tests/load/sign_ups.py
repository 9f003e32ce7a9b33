"""Sign-ups for a few seats, many at once: never one too many, never anybody twice, and the rate beside a bare insert.

On the database that DATABASE_URL names, else on SQLite; in a database of its own that is removed afterwards.
"""

import argparse
import os
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor

from tests.load.database import own_database

THREADS = 80  # PostgreSQL takes 100 connections by default


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--people", type=int, default=500)
    parser.add_argument("--seats", type=int, default=100)
    options, _ = parser.parse_known_args()
    with tempfile.TemporaryDirectory() as folder, own_database(folder) as environment:
        os.environ.update(environment)
        import django  # noqa: PLC0415 - the settings read the environment made above

        django.setup()
        from django.db import connection  # noqa: PLC0415

        world = World(options.people, options.seats)
        title(
            f"{connection.vendor}: {options.people} sign-ups at once for {options.seats} seats, {options.rounds} times"
        )
        rates = dict.fromkeys(world.ways, 0.0)
        for _ in range(options.rounds):
            for name, way in world.ways.items():
                rates[name] += world.run(way) / options.rounds
        bare = rates["bare select_for_update insert"]
        for name, rate in rates.items():
            title(f"  {name:34} {rate:8.0f} a second  ratio {rate / bare:5.2f}")


def title(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


class World:
    """Many people of one department who all want to come; three ways to let them."""

    def __init__(self, people: int, seats: int):
        from sessions.enrolment.enums import EnrolmentState  # noqa: PLC0415 - Django has to be set up first
        from sessions.enrolment.models import Enrolment, SignUp  # noqa: PLC0415
        from sessions.models import Series, StudySession  # noqa: PLC0415
        from studygroup.models import Department, Municipality, Participant, User  # noqa: PLC0415

        municipality = Municipality.objects.get(name="立川市")
        department = Department.objects.create(municipality=municipality, name="測定の課", field="environment")
        user = User.objects.create_user("measured@test.example", municipality=municipality)
        Participant.objects.create(department=department, user=user, name="窓口", is_coordinator=True)
        rows = [Participant(department=department, name=f"見本 {number}") for number in range(people)]
        self.people = Participant.objects.bulk_create(rows)
        series = Series.objects.get(key="mitigation")
        Enrolment.objects.create(department=department, series=series, fiscal_year=2021, state=EnrolmentState.CONFIRMED)
        self.user, self.seats = user, seats
        self.pool = ThreadPoolExecutor(THREADS)  # one for all rounds: each thread keeps its connection
        self.study_session = StudySession.objects.select_related("series").get(code="mitigation-2021-2")
        SignUp.objects.filter(study_session=self.study_session).delete()
        SignUp.objects.create(study_session=self.study_session, seats=seats)
        self.ways = {
            "bare select_for_update insert": self._lock_and_insert,
            "conditional update and insert": self._update_and_insert,
            "the whole action with its letter": self._answer,
        }

    def _lock_and_insert(self, person) -> bool:
        from django.db import transaction  # noqa: PLC0415

        from sessions.enrolment.models import Attendance, SignUp  # noqa: PLC0415

        with transaction.atomic():
            sign_up = SignUp.objects.select_for_update().get(study_session=self.study_session)
            if sign_up.seats_taken >= sign_up.seats:
                return False
            sign_up.seats_taken += 1
            sign_up.save(update_fields=["seats_taken"])
            Attendance.objects.create(participant=person, study_session=self.study_session, mode="venue")
        return True

    def _update_and_insert(self, person) -> bool:
        from django.core.exceptions import ValidationError  # noqa: PLC0415
        from django.db import transaction  # noqa: PLC0415

        from sessions.enrolment.actions.seats import take_seat  # noqa: PLC0415
        from sessions.enrolment.models import Attendance  # noqa: PLC0415

        attendance = Attendance(participant=person, study_session=self.study_session, mode="venue")
        try:
            with transaction.atomic():
                take_seat(attendance=attendance)
                attendance.save()
        except ValidationError:
            return False
        return True

    def _answer(self, person) -> bool:
        from django.core.exceptions import ValidationError  # noqa: PLC0415

        from sessions.enrolment.actions.answering import answer  # noqa: PLC0415
        from studygroup.models import User  # noqa: PLC0415

        try:
            answer(
                participant=person,
                study_session=self.study_session,
                mode="venue",
                by=User.objects.get(pk=self.user.pk),
            )
        except ValidationError:
            return False
        return True

    def run(self, way) -> float:
        """Everybody at once; checks the outcome, and returns sign-ups a second."""
        from sessions.enrolment.models import Attendance, SignUp  # noqa: PLC0415

        Attendance.objects.filter(study_session=self.study_session).delete()
        SignUp.objects.filter(study_session=self.study_session).update(seats_taken=0)
        began = time.perf_counter()
        came = sum(self.pool.map(way, self.people))
        seconds = time.perf_counter() - began
        at_venue = Attendance.objects.filter(study_session=self.study_session, mode="venue").count()
        taken = SignUp.objects.get(study_session=self.study_session).seats_taken
        if (came, at_venue, taken) != (self.seats,) * 3:
            raise SystemExit(
                f"{came} came, {at_venue} are written down, {taken} seats are counted; wanted {self.seats}"
            )
        return len(self.people) / seconds


if __name__ == "__main__":
    main()
