"""Letters about the enrolment of a department."""

from django.urls import reverse

from sessions.enrolment.enums import EnrolmentState
from sessions.enrolment.models import Application, Enrolment
from studygroup.addresses import whole
from studygroup.notices.emails import Letter


def _titles(application: Application) -> str:
    return "\n".join(f"・{series.title}（{application.fiscal_year}年度）" for series in application.series.all())


def _my_url() -> str:
    return whole(reverse("enrolment:my"))


def received(*, application: Application) -> Letter:
    """The receipt of an application, with what happens next."""
    body = f"""参加登録を受け付けました。

受付番号：{application.receipt}
部署：{application.municipality.name} {application.department_name}
参加する分科会など：
{_titles(application)}

{next_step(application)}

登録の内容は、マイページで確認できます。
{_my_url()}
"""
    return Letter(kind="enrolment_received", subject=f"参加登録を受け付けました（{application.receipt}）", body=body)


def next_step(application: Application) -> str:
    """What the department has to expect after the receipt."""
    match application.state:
        case EnrolmentState.CONFIRMED:
            return "登録は確認済みです。これまでの資料と記録動画もご覧いただけます。"
        case EnrolmentState.PROVISIONAL:
            return f"{application.reason}結果は、メールでお知らせします。"
    return "事務局が内容を確認し、結果をメールでお知らせします。"


def approved(*, application: Application) -> Letter:
    """The office confirmed the application."""
    body = f"""{application.department}の参加登録（{application.receipt}）を確認しました。

{_titles(application)}

これまでの資料と記録動画も、ご覧いただけます。各回の参加方法は、マイページでお答えください。
{_my_url()}
"""
    return Letter(kind="enrolment_decided", subject="参加登録を確認しました", body=body)


def sent_back(*, application: Application) -> Letter:
    """The office could not confirm it, and says why."""
    body = f"""{application.municipality.name} {application.department_name}の参加登録を、いったんお返しします。

受付番号：{application.receipt}

理由：{application.reason}

内容を直して、もう一度お申し込みください。
{whole(reverse("enrolment:start"))}
"""
    return Letter(kind="enrolment_decided", subject="参加登録の内容をご確認ください", body=body)


def withdrawn(*, enrolment: Enrolment, reason: str) -> Letter:
    """The enrolment ended before its year."""
    body = f"""{enrolment.department}の{enrolment.series.title}への参加登録を取り下げました。

{f"理由：{reason}" if reason else "これまでの記録は残ります。もう一度登録することもできます。"}
"""
    return Letter(kind="enrolment_decided", subject="参加登録を取り下げました", body=body)


def confirmed(*, enrolment: Enrolment) -> Letter:
    """The office confirmed one enrolment by itself."""
    what = f"{enrolment.series.title}（{enrolment.fiscal_year}年度）"
    body = f"""{enrolment.department}の{what}への参加登録を確認しました。

各回の参加方法は、マイページでお答えください。
{_my_url()}
"""
    return Letter(kind="enrolment_decided", subject="参加登録を確認しました", body=body)


def not_confirmed(*, enrolment: Enrolment) -> Letter:
    """The office could not confirm one enrolment, and says why."""
    body = f"""{enrolment.department}の{enrolment.series.title}への参加登録を、いったんお返しします。

理由：{enrolment.reason}

内容を直して、もう一度お申し込みください。
{whole(reverse("enrolment:start"))}
"""
    return Letter(kind="enrolment_decided", subject="参加登録の内容をご確認ください", body=body)


def join_asked(*, department, name: str, mail: str) -> Letter:
    """To those who speak for the department: somebody wants to be invited."""
    body = f"""{name}さん（{mail}）が、{department}の一員として加わることを希望しています。

同じ部署の方であれば、マイページの「同じ部署の人」から招待してください。
{_my_url()}
"""
    return Letter(kind="join_asked", subject=f"招待の依頼：{name}さん", body=body)
