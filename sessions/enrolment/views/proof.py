"""The proof of a mail address: six digits mailed to it and typed on the page that asked for them."""

import secrets
import time

from allauth.account.adapter import get_adapter
from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth import login
from django.utils.crypto import constant_time_compare, salted_hmac

from sessions.enrolment.actions.accounts import may_enter_by_code, prove_address
from studygroup.adapters import NOT_SENT, MailNotSent

KEPT_AS = "mailed_code"
CODE_SECONDS = 600
TRIES = 5
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
TOO_MANY_CODES = "このメールアドレスには、続けて確認コードをお送りしました。1分ほど待ってから、もう一度お試しください。"
WRONG_CODE = "確認コードが違います。いちばん新しいメールの6桁の数字を入力してください"
SPENT_CODE = "この確認コードは使えなくなりました。新しい確認コードを受け取ってください"


class MailedCode:
    """The code that was mailed to `mail` last. Only what it is checked against is kept, with `request.session`."""

    def __init__(self, request, mail: str):
        self.request, self.session, self.mail = request, request.session, mail.lower()

    @property
    def _kept(self) -> dict | None:
        kept = self.session.get(KEPT_AS)
        return kept if kept and kept["mail"] == self.mail else None

    def send(self) -> str:
        """Mail a new code. Returns why none went: too many to this address, or no mail server took it; else nothing."""
        if not ratelimit.consume(self.request, action="request_login_code", key=self.mail):
            return TOO_MANY_CODES
        code, salt = f"{secrets.randbelow(1_000_000):06d}", secrets.token_hex(8)
        until = time.time() + CODE_SECONDS
        kept = {"mail": self.mail, "salt": salt, "digest": _digest(salt, code), "until": until, "tries": 0}
        try:
            get_adapter().send_mail("enrolment/email/code", self.mail, {"code": code})
        except MailNotSent:
            return NOT_SENT
        self.session[KEPT_AS] = kept
        return ""

    def matches(self, typed: str) -> bool:
        """Whether `typed` is the code that was mailed, which is used up by it; each wrong one counts."""
        if self.is_spent:
            return False
        kept = self._kept
        if constant_time_compare(kept["digest"], _digest(kept["salt"], typed)):
            del self.session[KEPT_AS]
            return True
        self.session[KEPT_AS] = {**kept, "tries": kept["tries"] + 1}
        return False

    @property
    def is_sent(self) -> bool:
        return self._kept is not None

    @property
    def is_spent(self) -> bool:
        """Never sent, tried too often or too old: only a new one helps."""
        kept = self._kept
        return kept is None or kept["tries"] >= TRIES or kept["until"] < time.time()

    @property
    def why_refused(self) -> str:
        return SPENT_CODE if self.is_spent else WRONG_CODE


def enter_by_code(request, mail: str) -> bool:
    """Sign in whoever has proven `mail`; False for those who need more than a code, who are told so."""
    user = prove_address(mail=mail)
    if not may_enter_by_code(user):
        messages.info(request, "このメールアドレスのアカウントでは、いつもの方法でログインしてから続けてください。")
        return False
    login(request, user, backend=BACKEND)
    return True


def _digest(salt: str, code: str) -> str:
    return salted_hmac(salt, code, algorithm="sha256").hexdigest()
