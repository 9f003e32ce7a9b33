"""What the turn of the year asks of a coordinator, among what needs doing on マイページ."""

from sessions.enrolment import rules
from sessions.enrolment.models import Enrolment
from sessions.enrolment.rules.yearly import open_confirmation, unconfirmed
from studygroup.slots import Section

TEMPLATE = "enrolment/_my_year_task.html"


def people_to_confirm(user, department) -> Section | None:
    """The office asks who stays, and of somebody nobody has said it yet."""
    confirmation = open_confirmation()
    if confirmation is None or department is None or not rules.coordinates(user, department):
        return None
    count = unconfirmed(confirmation).filter(department=department).count()
    text = f"{confirmation.fiscal_year}年度も続ける方を確認してください（あと{count}名）"
    context = {"text": text, "until": confirmation.suspends_on, "department_id": department.pk}
    return Section(10, TEMPLATE, context) if count else None


def enrolments_to_confirm(user, department) -> Section | None:
    """Enrolments were carried into the new year, and wait for the department's word."""
    if department is None or not rules.coordinates(user, department):
        return None
    year = Enrolment.objects.carried().filter(department=department).values_list("fiscal_year", flat=True).first()
    context = {"text": f"{year}年度も参加を続けるかを確認してください", "department_id": department.pk}
    return Section(20, TEMPLATE, context) if year else None
