"""allauth, told what is ours."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter

NOT_SENT = "メールを送れませんでした。メールアドレスを確かめて、しばらくしてから、もう一度お試しください。"


class MailNotSent(Exception):
    """A code could not be handed to the mail server: it is away, or it refused the address."""


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": "このアカウントは、いま使えません。事務局へお問い合わせください。",
        "cannot_remove_primary_email": "ログインに使うメールアドレスは削除できません。",
        "duplicate_email": "このメールアドレスは、すでに登録されています。",
        "email_password_mismatch": "メールアドレスかパスワードが違います。",
        "enter_current_password": "現在のパスワードを入力してください。",
        "incorrect_code": "確認コードが違います。いちばん新しいメールの6桁の数字を入力してください。",
        "incorrect_password": "パスワードが違います。",
        "password_min_length": "パスワードを、もっと長くしてください。",
        "rate_limited": "続けて操作したため、受け付けられませんでした。少し待ってから、もう一度お試しください。",
        "same_as_current": "いまと同じメールアドレスです。",
        "select_only_one": "一つだけ選んでください。",
        "too_many_login_attempts": (
            "続けて失敗したため、パスワードでのログインを止めています。"
            "確認コードでログインするか、5分ほど待ってから、もう一度お試しください。"
        ),
        "unknown_email": "このメールアドレスは登録されていません。",
        "unverified_primary_email": "先に、メールアドレスを確認してください。",
    }

    def send_mail(self, template_prefix, email, context):
        """At once, since somebody waits for it. Raises MailNotSent, which the form says beside the address."""
        try:
            super().send_mail(template_prefix, email, context)
        except OSError as error:  # smtplib's own errors among them
            raise MailNotSent(email) from error


class SecondFactorAdapter(DefaultMFAAdapter):
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "add_email_blocked": "2段階認証を設定したアカウントには、メールアドレスを追加できません。",
        "cannot_delete_authenticator": "2段階認証をやめることはできません。",
        "cannot_generate_recovery_codes": "先に、認証アプリかキーを設定してください。",
        "incorrect_code": "コードが違います。いま表示されているコードを入力してください。",
        "unverified_email": "先に、メールアドレスを確認してください。",
    }
