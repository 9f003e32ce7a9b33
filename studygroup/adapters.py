"""allauth, told what is ours."""

from allauth.account.adapter import DefaultAccountAdapter


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": "このアカウントは、いま使えません。事務局へお問い合わせください。",
        "cannot_remove_primary_email": "ログインに使うメールアドレスは削除できません。",
        "duplicate_email": "このメールアドレスは、すでに登録されています。",
        "email_password_mismatch": "メールアドレスかパスワードが違います。",
        "enter_current_password": "現在のパスワードを入力してください。",
        "incorrect_code": "確認コードが違います。届いたメールの6桁の数字を入力してください。",
        "incorrect_password": "パスワードが違います。",
        "password_min_length": "パスワードを、もっと長くしてください。",
        "rate_limited": "続けて操作したため、受け付けられませんでした。少し待ってから、もう一度お試しください。",
        "same_as_current": "いまと同じメールアドレスです。",
        "select_only_one": "一つだけ選んでください。",
        "too_many_login_attempts": "続けて失敗したため、ログインを止めています。5分ほど待ってから、お試しください。",
        "unknown_email": "このメールアドレスは登録されていません。",
        "unverified_primary_email": "先に、メールアドレスを確認してください。",
    }
