"""Two hundred at the same moment, over and over: seats that are given up while others wait, one invitation, one button.

`python -m tests.load.races --rounds 20`, on the database that DATABASE_URL names. Ends with the first round that is
one too many, one too few, or one doubled.
"""

import argparse
import os
import tempfile
import time

from tests.load.database import own_database
from tests.load.sign_ups import World, title

PEOPLE, SEATS, GIVING_UP = 200, 30, 85


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=20)
    options, _ = parser.parse_known_args()
    with tempfile.TemporaryDirectory() as folder, own_database(folder) as environment:
        os.environ.update(environment)
        import django  # noqa: PLC0415 - the settings read the environment made above

        django.setup()
        races = Races(PEOPLE, SEATS)
        for race in (races.promotion, races.acceptance, races.double_click):
            begun = time.perf_counter()
            for _ in range(options.rounds):
                race()
            seconds = time.perf_counter() - begun
            title(f"{race.__name__}: {options.rounds} times {PEOPLE} at once, always as it should be ({seconds:.0f} s)")


class Races(World):
    def promotion(self) -> None:
        """All who hold a seat leave and half of those who wait give up: others have the seats, each counted once."""
        from sessions.enrolment.actions.seats import tend_waiting_lists  # noqa: PLC0415
        from sessions.enrolment.models import Attendance, SignUp  # noqa: PLC0415

        self.begin()
        holding, waiting = self.people[:SEATS], self.people[SEATS:]
        list(self.pool.map(lambda person: self.say(person, "venue"), holding))
        list(self.pool.map(lambda person: self.say(person, "online", wants_venue=True), waiting))
        leaving = [(person, "absent") for person in holding] + [(person, "online") for person in waiting[:GIVING_UP]]
        list(self.pool.map(lambda job: self.say(*job), leaving))
        tend_waiting_lists()
        rows = Attendance.objects.filter(study_session=self.study_session)
        taken = SignUp.objects.get(study_session=self.study_session).seats_taken
        found = rows.holding_a_seat().count(), taken, rows.waiting_for_a_seat().count()
        self.check(found, (SEATS, SEATS, PEOPLE - SEATS - GIVING_UP - SEATS))

    def acceptance(self) -> None:
        """One invitation, accepted by all at once: one person more."""
        from allauth.account.models import EmailAddress  # noqa: PLC0415

        from sessions.enrolment.actions.invitations import send_invitation  # noqa: PLC0415
        from studygroup.models import Participant, User  # noqa: PLC0415

        department, address = self.people[0].department, f"new{time.time_ns()}@test.example"
        user = User.objects.create_user(address, name="見本 後任", municipality=department.municipality)
        EmailAddress.objects.create(user=user, email=address, verified=True, primary=True)
        invitation = send_invitation(department=department, mail=address, name="見本 後任", by=self.user)
        accepted = sum(self.pool.map(lambda _: self.accepts(invitation.pk, user.pk), range(PEOPLE)))
        self.check((accepted, Participant.objects.filter(user=user).count()), (1, 1))

    def double_click(self) -> None:
        """One answer, sent by all at once: one receipt, one seat."""
        from sessions.enrolment.models import Attendance, SignUp  # noqa: PLC0415

        self.begin()
        receipts = set(self.pool.map(lambda _: self.say(self.people[0], "venue").receipt, range(PEOPLE)))
        rows = Attendance.objects.filter(study_session=self.study_session).count()
        taken = SignUp.objects.get(study_session=self.study_session).seats_taken
        self.check((len(receipts), rows, taken), (1, 1, 1))

    def begin(self) -> None:
        from sessions.enrolment.models import Attendance, SignUp  # noqa: PLC0415

        Attendance.objects.filter(study_session=self.study_session).delete()
        SignUp.objects.filter(study_session=self.study_session).update(seats_taken=0)

    def say(self, person, mode: str, **more):
        from sessions.enrolment.actions.answering import answer  # noqa: PLC0415
        from studygroup.models import Participant, User  # noqa: PLC0415

        return answer(
            participant=Participant.objects.get(pk=person.pk),
            study_session=self.study_session,
            mode=mode,
            by=User.objects.get(pk=self.user.pk),
            **more,
        )

    def accepts(self, invitation: int, user: int) -> bool:
        from django.core.exceptions import ValidationError  # noqa: PLC0415

        from sessions.enrolment.actions.invitations import accept_invitation  # noqa: PLC0415
        from sessions.enrolment.models import Invitation  # noqa: PLC0415
        from studygroup.models import User  # noqa: PLC0415

        found = Invitation.objects.select_related("department__municipality").get(pk=invitation)
        try:
            accept_invitation(invitation=found, name="見本 後任", by=User.objects.get(pk=user))
        except ValidationError:
            return False
        return True

    def check(self, found: tuple, wanted: tuple) -> None:
        if found != wanted:
            raise SystemExit(f"found {found}, wanted {wanted}")


if __name__ == "__main__":
    main()
