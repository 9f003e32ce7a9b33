"""A list of participants comes in: all of it, or nothing."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from wagtail.log_actions import log

from sessions.enrolment import rules
from sessions.enrolment.lists.plan import Plan, PlannedRow
from sessions.enrolment.lists.planning import numbers_in, plan_participants
from sessions.models import Programme
from studygroup.models import Municipality, Participant
from studygroup.tables.formats import Sheet

CHANGED_MEANWHILE = (
    "確認の画面を開いたあとに、登録されている内容が変わりました。何も取り込んでいません。"
    "もう一度ファイルを選んで、内容を確かめてください。"
)


@transaction.atomic
def take_participants(*, sheet: Sheet, seen: str, by) -> Plan:
    """Add and change the participants that `sheet` names, as the preview with the fingerprint `seen` showed it.

    Raises PermissionDenied, or ValidationError where it would now do anything else; then nothing is changed.
    """
    if not rules.can_enter_enrolments(by):
        raise PermissionDenied
    _hold(sheet)
    plan = plan_participants(sheet)
    if plan.problems or plan.fingerprint != seen:
        raise ValidationError(CHANGED_MEANWHILE)
    for row in plan.rows:
        _take(row, by)
    about = Programme.objects.order_by("-first_year").first() or by
    data = {"added": len(plan.additions), "changed": len(plan.changes), "format": sheet.file_format.label}
    log(about, "enrolment.import", user=by, data=data)
    return plan


def _hold(sheet: Sheet) -> None:
    """Until the end, nobody else imports, and nobody changes the participants named.

    Without the first, a file taken twice at once would add its new people twice.
    """
    list(Municipality.objects.select_for_update(no_key=True).order_by("pk").values_list("pk"))
    held = Participant.objects.select_for_update().order_by("pk")
    list(held.filter(pk__in=numbers_in(sheet)).values_list("pk"))


def _take(row: PlannedRow, by) -> None:
    participant, department = row.participant, row.participant.department
    if row.has_new_department:
        department.full_clean()
        department.save()
        log(department, "wagtail.create", user=by)
    participant.department = department
    is_new = row.is_new
    participant.save()
    log(participant, "wagtail.create" if is_new else "wagtail.edit", user=by, data={"columns": row.headings})
