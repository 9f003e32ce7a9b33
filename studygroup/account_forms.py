"""allauth's forms where ours differ: what they say, and how a code may be typed."""

import unicodedata
from contextlib import contextmanager

from allauth.account import forms as account
from allauth.mfa.base import forms as second_factor
from allauth.mfa.totp import forms as totp
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator

LABELS = {
    "email": "メールアドレス",
    "login": "メールアドレス",
    "password": "パスワード",
    "oldpassword": "いまのパスワード",
    "password1": "新しいパスワード",
    "password2": "新しいパスワード（もう一度）",
}
BAD_ADDRESS = "メールアドレスを「name@city.example.jp」の形で入力してください"
TOO_MANY_CODES = (
    "このメールアドレスには、続けて確認コードをお送りしました。"
    "届いたメールの確認コードを使うか、1分ほど待ってから、もう一度お試しください。"
)
TOO_MANY_PASSWORDS = (
    "続けて失敗したため、パスワードでの確認を止めています。"
    "「パスワードを忘れたとき」から新しいパスワードを決めるか、5分ほど待ってから、もう一度お試しください。"
)
six_digits = RegexValidator(r"^[0-9]{6}\Z", "確認コードは6桁の数字です。届いたメールを確かめて、入力してください")


@contextmanager
def when_too_many(words: str):
    """Say `words` where allauth would advise what is no way out of the form at hand."""
    try:
        yield
    except ValidationError as error:
        if error.code != "too_many_login_attempts":
            raise
        raise ValidationError(words, code=error.code) from error


class InWords:
    """A form that says what is missing by its name."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if name in LABELS:
                field.error_messages["required"] = f"{LABELS[name]}を入力してください"
            if isinstance(field, forms.EmailField):
                field.error_messages["invalid"] = BAD_ADDRESS


class CodeField(forms.CharField):
    """A code as people type it: full-width digits and spaces are taken as meant."""

    def __init__(self, label: str, **options):
        widget = forms.TextInput(attrs={"autocomplete": "one-time-code"})
        super().__init__(
            label=label, widget=widget, error_messages={"required": f"{label}を入力してください"}, **options
        )

    def to_python(self, value):
        return "".join(unicodedata.normalize("NFKC", super().to_python(value)).split())


def mailed_code() -> CodeField:
    return CodeField("確認コード", validators=[six_digits])


class LoginForm(InWords, account.LoginForm):
    """Sign-in by password. allauth drops the password field where sign-up asks for none; here both ways are open."""

    def _setup_password_field(self):
        """Keep the field."""


class RequestLoginCodeForm(InWords, account.RequestLoginCodeForm):
    def clean_email(self):
        """Nobody failed here: what is too much are the letters, and the way out is one that has arrived."""
        with when_too_many(TOO_MANY_CODES):
            return super().clean_email()


class ConfirmLoginCodeForm(account.ConfirmLoginCodeForm):
    code = mailed_code()


class ConfirmEmailVerificationCodeForm(account.ConfirmEmailVerificationCodeForm):
    code = mailed_code()


class ConfirmPasswordResetCodeForm(account.ConfirmPasswordResetCodeForm):
    code = mailed_code()


class SignupForm(InWords, account.SignupForm):
    pass


class AddEmailForm(InWords, account.AddEmailForm):
    pass


class ChangeEmailForm(InWords, account.ChangeEmailForm):
    pass


class ChangePasswordForm(InWords, account.ChangePasswordForm):
    pass


class SetPasswordForm(InWords, account.SetPasswordForm):
    pass


class ResetPasswordForm(InWords, account.ResetPasswordForm):
    pass


class ResetPasswordFromKeyForm(InWords, account.ResetPasswordKeyForm):
    pass


class ReauthenticateForm(InWords, account.ReauthenticateForm):
    def clean_password(self):
        """Who is signed in gets no code here: the ways out are a new password, and time."""
        with when_too_many(TOO_MANY_PASSWORDS):
            return super().clean_password()


class AuthenticateForm(second_factor.AuthenticateForm):
    code = CodeField("コード")


class ReauthenticateByCodeForm(second_factor.ReauthenticateForm):
    code = CodeField("コード")


class ActivateTOTPForm(totp.ActivateTOTPForm):
    code = CodeField("コード")
