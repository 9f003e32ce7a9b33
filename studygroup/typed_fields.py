"""Form fields that take what people type on a Japanese keyboard, and set it right where there is no doubt."""

import unicodedata

from django import forms

BAD_MAIL = "メールアドレスを「name@city.example.jp」の形で入力してください"


def narrow(value: str) -> str:
    """Full-width letters, digits and signs as half-width ones, without any space. For addresses and numbers alone."""
    return "".join(unicodedata.normalize("NFKC", value).split())


class MailField(forms.EmailField):
    """A mail address; what was typed full-width or with spaces is taken as meant."""

    def __init__(self, *, label: str = "メールアドレス", **options):
        messages = {"required": "メールアドレスを入力してください", "invalid": BAD_MAIL}
        widget = options.pop("widget", None) or forms.EmailInput(attrs={"autocomplete": "email"})
        super().__init__(label=label, error_messages=messages, widget=widget, **options)

    def to_python(self, value):
        return narrow(super().to_python(value) or "").lower()


class PhoneField(forms.CharField):
    """A telephone number with its extension, in half-width."""

    def __init__(self, *, label: str = "電話・内線", **options):
        super().__init__(label=label, max_length=40, widget=forms.TextInput(attrs={"autocomplete": "tel"}), **options)

    def to_python(self, value):
        return unicodedata.normalize("NFKC", super().to_python(value))
