"""What people do with enrolments and attendance."""

from django.core.exceptions import PermissionDenied
from wagtail.actions.create import CreateAction
from wagtail.actions.edit import EditAction

from sessions.enrolment import rules
from sessions.enrolment.models import Attendance, Enrolment


def enter(*, record: Enrolment | Attendance, by) -> None:
    """Keep what the office enters by hand, for a department or a participant, and write it to the CMS's log.

    Expects a valid `record`, new or changed. Raises PermissionDenied.
    """
    if not rules.can_enter_enrolments(by):
        raise PermissionDenied
    write = CreateAction if record.pk is None else EditAction
    write(record, user=by).execute(skip_permission_checks=True)
