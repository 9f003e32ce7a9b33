"""Why a reader may ask for a consultation or not, and what leads there."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse

from qna.readers import is_of_enrolled_municipality
from sessions.enrolment.overview import departments_of
from studygroup import rules

NOT_ENROLLED = "個別相談は、参加登録をしている自治体が利用できます。{name}には、今年度の参加登録がありません。"


@dataclass(frozen=True)
class Standing:
    """`may_ask`; otherwise the reason in a sentence, and the way on. `must_join`: who names their department first."""

    may_ask: bool
    reason: str = ""
    action_label: str = ""
    action_url: str = ""
    must_join: bool = False


def standing_in_words(user) -> Standing:
    """For the pages that lead to a form, and for the form itself."""
    if not user.is_authenticated:
        address = f"{reverse(settings.LOGIN_URL)}?next={reverse('consultations:index')}"
        return Standing(False, "申し込むには、ログインしてください。", "ログイン", address)
    if rules.has_a_role(user):
        return Standing(False, "個別相談は、登録自治体の職員の方が、部署として申し込みます。")
    if rules.is_shut_out(user):
        return Standing(False, "利用を停止している間は、申し込めません。")
    if not rules.is_staff(user):
        return Standing(False, "所属する自治体を事務局が確認すると、申し込めます。")
    if not is_of_enrolled_municipality(user):
        reason = NOT_ENROLLED.format(name=user.municipality.name)
        return Standing(False, reason, "部署の参加登録をする", reverse("enrolment:start"))
    return Standing(True, must_join=not departments_of(user))
