"""Letters of the organisation: pure functions that return a `Letter`."""

from studygroup.enums import Role
from studygroup.notices.emails import Letter


def contact_received(*, message, list_url: str) -> Letter:
    """To the office: somebody wrote through the contact form. `message` is a ContactMessage."""
    body = f"""お問い合わせが届きました。

お名前：{message.name}
所属：{message.organisation or "（記入なし）"}
メールアドレス：{message.mail}

{message.body}

一覧はこちらです。
{list_url}
"""
    return Letter(kind="contact", subject=f"お問い合わせ：{message.name}様", body=body)


def invited_to_office(*, role: Role, login_url: str) -> Letter:
    """To a person who was given a role; signing in by code proves the address, so there is no token in it."""
    body = f"""{role.label}として登録されました。

次のページを開き、このメールアドレスを入力すると、確認コードをお送りします。
{login_url}

はじめに、パスキーまたはワンタイムパスワードの設定をお願いします。
"""
    return Letter(kind="office_invitation", subject="研究会サイトへのご招待", body=body)


def tied_to_municipality(*, municipality, site_url: str) -> Letter:
    """To a person whom the office tied to a municipality by hand."""
    body = f"""{municipality.name}の職員として確認しました。

62市区町村の職員向けの資料と動画を、ご覧いただけます。
{site_url}
"""
    return Letter(kind="municipality_confirmed", subject="所属を確認しました", body=body)


def approval_asked(*, title: str, edit_url: str) -> Letter:
    """To the organisers: a page waits for their approval."""
    body = f"""「{title}」の公開について、承認をお願いします。

内容の確認と承認は、次のページでできます。
{edit_url}
"""
    return Letter(kind="approval_asked", subject=f"承認のお願い：{title}", body=body)


def approval_answered(*, title: str, is_given: bool, comment: str, edit_url: str) -> Letter:
    """To whoever asked for the approval."""
    outcome = "承認され、公開しました。" if is_given else "修正の依頼がありました。"
    words = f"\nコメント：\n{comment}\n" if comment else ""
    body = f"""「{title}」は、{outcome}
{words}
{edit_url}
"""
    subject = f"{'承認されました' if is_given else '修正の依頼'}：{title}"
    return Letter(kind="approval_answered", subject=subject, body=body)
