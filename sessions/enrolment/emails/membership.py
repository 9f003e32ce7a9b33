"""Letters about who belongs to a department: invitations, hand-over, and the question of March."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils import timezone

from sessions.dates import full_day_in_words
from sessions.enrolment.models import Enrolment, Invitation, YearlyConfirmation
from studygroup.addresses import whole
from studygroup.models import Department, Participant
from studygroup.notices.emails import Letter

UNKNOWN_MUNICIPALITY = """自治体のメールアドレスではないため、事務局が所属を確認します。
確認が終わると、参加方法の回答や資料の閲覧ができるようになります。"""


def people_url(department: Department) -> str:
    return whole(reverse("enrolment:person-list") + f"?department={department.pk}")


def invitation_url(invitation: Invitation) -> str:
    return whole(reverse("enrolment:invitation-accept", args=[invitation.token]))


def invited(*, invitation: Invitation) -> Letter:
    """To a colleague who is asked into the department; opening the link changes nothing."""
    body = f"""{_greeting(invitation.name)}{invitation.department}の窓口の方から、参加者としての招待です。

次のページを開き、「確認コードを送る」を押してください。このメールアドレスに、6桁の確認コードが届きます。
コードを入力して進み、「参加する」を押してください。利用登録やパスワードは要りません。
{invitation_url(invitation)}

期限：{_moment(invitation)}まで
お心当たりがないときは、このメールを破棄してください。開くだけでは、何も登録されません。
"""
    return Letter(kind="invitation", subject=f"招待：{invitation.department}", body=body)


def handed_over(*, invitation: Invitation) -> Letter:
    """To the successor: the role becomes theirs by accepting."""
    predecessor = invitation.predecessor.name if invitation.predecessor else "窓口の方"
    body = f"""{_greeting(invitation.name)}{predecessor}さんから、{invitation.department}の窓口の引き継ぎのお願いです。
参加登録・質問・資料の閲覧など、部署の記録はそのまま続きます。

次のページを開き、「確認コードを送る」を押してください。このメールアドレスに、6桁の確認コードが届きます。
コードを入力して進み、「窓口を引き受ける」を押してください。利用登録やパスワードは要りません。
{invitation_url(invitation)}

引き受けると、{_last_day(invitation)}までは2人とも窓口です。その翌日から、{predecessor}さんの利用は終わります。
期限：{_moment(invitation)}まで
"""
    return Letter(kind="invitation", subject=f"窓口の引き継ぎのお願い：{invitation.department}", body=body)


def _greeting(name: str) -> str:
    return f"{name}さん\n\n" if name else ""


def _moment(invitation: Invitation) -> str:
    local = timezone.localtime(invitation.expires_at)
    return f"{full_day_in_words(local.date())}{local:%H:%M}"


def _last_day(invitation: Invitation) -> str:
    return full_day_in_words(invitation.predecessor_until) if invitation.predecessor_until else "前任者の最終日"


def accepted(*, person: Participant) -> Letter:
    """To those who speak for the department: somebody they invited has come."""
    is_unknown = person.user is not None and person.user.municipality_id is None
    role = "の窓口を引き受けました" if person.is_coordinator else "に参加しました"
    if is_unknown:
        role = "の窓口の引き受けを申し込みました" if person.is_coordinator else "への参加を申し込みました"
    check = f"{UNKNOWN_MUNICIPALITY}\n\n" if is_unknown else ""
    body = f"""{person.name}さんが、{person.department}{role}{"（事務局が確認しています）" if is_unknown else ""}。

{check}同じ部署の人の一覧
{people_url(person.department)}
"""
    return Letter(kind="membership", subject=f"{person.name}さんが{person.department.name}{role}", body=body)


def passed_on(*, predecessor: Participant, successor: Participant) -> Letter:
    """To whoever handed over: it is done, and until when they still take part."""
    body = f"""{predecessor.department}の窓口を、{successor.name}さんが引き受けました。

{predecessor.name}さんは、{full_day_in_words(predecessor.until)}まで、これまでどおり利用できます。
翌日からの参加の予定は取り消しました。これまでの記録は、部署に残ります。
ありがとうございました。
"""
    return Letter(kind="membership", subject=f"窓口の引き継ぎが終わりました：{predecessor.department}", body=body)


def registered(*, person: Participant) -> Letter:
    """To somebody with a mailbox whom the coordinator registered."""
    body = f"""{person.name}さんが、{person.department}の参加者として登録されました。

このメールアドレスでログインすると、各回の参加方法を自分で選べます。はじめての方は、利用登録からお進みください。
ログイン
{whole(reverse("account_login"))}
利用登録
{whole(reverse("account_signup"))}

お心当たりがないときは、部署の窓口の方か、事務局にお知らせください。
"""
    return Letter(kind="membership", subject=f"参加者として登録されました：{person.department}", body=body)


def made_coordinator(*, person: Participant) -> Letter:
    """To whoever speaks for the department from now on."""
    body = f"""{person.name}さんが、{person.department}の窓口になりました。
同じ部署の人の登録と、各回の参加方法の回答ができます。

同じ部署の人の一覧
{people_url(person.department)}
"""
    return Letter(kind="membership", subject=f"窓口になりました：{person.department}", body=body)


def left(*, person: Participant) -> Letter:
    """To somebody whose participation ends."""
    body = f"""{person.department}での{person.name}さんの参加は、{full_day_in_words(person.until)}までになりました。

翌日からの参加の予定は取り消しました。これまでの記録は、部署に残ります。
まちがいのときは、部署の窓口の方にお知らせください。
"""
    return Letter(kind="membership", subject=f"参加の終了：{person.department}", body=body)


def confirmation_asked(
    *, department: Department, confirmation: YearlyConfirmation, people: Iterable[Participant], is_reminder: bool
) -> Letter:
    """To those who speak for the department: who stays for the next fiscal year? The first time, and as a reminder."""
    names = "\n".join(f"・{person.name}さん" for person in people)
    body = f"""{department}の、{confirmation.fiscal_year}年度も参加を続ける方を確認してください。

まだ確認していない方
{names}

次のページで、続ける方は「{confirmation.fiscal_year}年度も続ける」を、異動する方は「異動・退任」を押してください。
{people_url(department)}

{full_day_in_words(confirmation.suspends_on)}までに確認がない方は、その日に利用を停止します。記録は消えません。
"""
    until = full_day_in_words(confirmation.suspends_on)
    subject = f"{confirmation.fiscal_year}年度の参加者の確認（{until}まで）"
    return Letter(kind="yearly_confirmation", subject=f"再度のお願い：{subject}" if is_reminder else subject, body=body)


def suspended(*, person: Participant) -> Letter:
    """To somebody whom nobody confirmed."""
    body = f"""{person.department}での{person.name}さんの利用を停止しました。
新しい年度も参加を続けることの確認が、期限までになかったためです。記録は消えていません。

参加を続けるときは、部署の窓口の方か事務局にお知らせください。
{whole("/contact/")}
"""
    return Letter(kind="yearly_confirmation", subject=f"利用を停止しました：{person.department}", body=body)


def colleagues_suspended(*, department: Department, people: Iterable[Participant]) -> Letter:
    """To those who speak for the department: who of them was suspended."""
    names = "\n".join(f"・{person.name}さん" for person in people)
    body = f"""{department}の次の方は、新しい年度の確認が期限までになかったため、利用を停止しました。
記録は消えていません。
{names}

参加を続けるときは、事務局にお知らせください。
{whole("/contact/")}
"""
    return Letter(kind="yearly_confirmation", subject=f"利用を停止した方がいます：{department}", body=body)


def suspension_lifted(*, person: Participant) -> Letter:
    """To somebody whom the office let in again."""
    body = f"""{person.department}での{person.name}さんの利用を再開しました。これまでどおり、ログインして利用できます。
{whole(reverse("account_login"))}
"""
    return Letter(kind="yearly_confirmation", subject=f"利用を再開しました：{person.department}", body=body)


def carried_over(*, department: Department, fiscal_year: int, enrolments: Iterable[Enrolment]) -> Letter:
    """To those who speak for the department: its enrolments stand ready for the new year, to be confirmed."""
    titles = "\n".join(f"・{enrolment.series.title}" for enrolment in enrolments)
    body = f"""{department}の参加登録を、{fiscal_year}年度に引き継ぐ用意ができました。

{titles}

次のページで「{fiscal_year}年度も参加する」を押してください。これまでの登録と記録は、そのまま続きます。
{people_url(department)}
"""
    return Letter(kind="enrolment_carried", subject=f"{fiscal_year}年度の参加登録の確認", body=body)
