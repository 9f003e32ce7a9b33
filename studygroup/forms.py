"""Forms of the organisation."""

import unicodedata
from itertools import chain, count

from allauth.core import context, ratelimit
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.admin.forms import WagtailAdminModelForm, WagtailAdminPageForm
from wagtail.models import Page

from studygroup.enums import Role
from studygroup.models import ContactMessage, Municipality, NewsItem

CONTROLS = frozenset({"Cc", "Zl", "Zp"})
TOO_MANY_SIGN_UPS = (
    "このメールアドレスには、続けて確認コードをお送りしました。"
    "届いたメールを確かめるか、1時間ほど待ってから、もう一度お試しください。"
)


def refuse_control_characters(value: str) -> None:
    """A field of one line holds no line break or other control character: it ends up in the subject of a letter."""
    if any(unicodedata.category(character) in CONTROLS for character in value):
        raise ValidationError("改行やタブなど、目に見えない文字が含まれています。取り除いて、もう一度入力してください")


class SignupDetailsForm(forms.Form):
    """What sign-up asks besides the mail address; allauth adds this form to its own."""

    name = forms.CharField(
        label="氏名",
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": "氏名を入力してください"},
        validators=[refuse_control_characters],
    )

    def clean(self):
        """Each sign-up mails the address typed, whosever it is: once all is well, only so often."""
        cleaned = super().clean()
        if not self.errors:
            address = self.cleaned_data["email"].lower()
            if not ratelimit.consume(context.request, action="signup_letter", key=address):
                self.add_error("email", TOO_MANY_SIGN_UPS)
        return cleaned

    def signup(self, request, user):
        user.name = self.cleaned_data["name"]
        user.save(update_fields=["name"])


class ContactForm(forms.ModelForm):
    """The contact form. `website` is a trap: hidden from people, filled in by robots."""

    website = forms.CharField(required=False, label="この欄には入力しないでください")

    class Meta:
        model = ContactMessage
        fields = ["name", "organisation", "mail", "body"]
        widgets = {
            "name": forms.TextInput(attrs={"autocomplete": "name"}),
            "organisation": forms.TextInput(attrs={"autocomplete": "organization"}),
            "mail": forms.EmailInput(attrs={"autocomplete": "email"}),
            "body": forms.Textarea(attrs={"rows": 8}),
        }
        error_messages = {
            "name": {"required": "お名前を入力してください"},
            "mail": {
                "required": "メールアドレスを入力してください",
                "invalid": "メールアドレスを「name@city.example.jp」の形で入力してください",
            },
            "body": {"required": "お問い合わせの内容を入力してください"},
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("name", "organisation", "mail"):
            self.fields[name].validators.append(refuse_control_characters)

    @property
    def is_from_a_robot(self) -> bool:
        return bool(self.cleaned_data["website"])


class PublicPageForm(WagtailAdminPageForm):
    """A page whose title gives no address, being Japanese, gets one; the editor may choose another."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False
            self.fields[
                "slug"
            ].help_text = "アドレスの最後の部分です（半角の英数字とハイフン）。空欄なら自動で決めます。"

    def address(self, cleaned: dict) -> str:
        return "page"

    def clean(self):
        cleaned = super().clean()
        if "slug" in self.fields and not (cleaned.get("slug") or self.has_error("slug")):
            stem = self.address(cleaned)
            choices = chain([stem], (f"{stem}-{number}" for number in count(2)))
            cleaned["slug"] = next(slug for slug in choices if self._is_free(slug))
        return cleaned

    def _is_free(self, slug: str) -> bool:
        return Page._slug_is_available(slug, self.parent_page, self.instance)


class NewsItemForm(PublicPageForm):
    """News are addressed by their day and their place in it, as all news so far."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            self.initial["day_order"] = NewsItem.objects.next_order(timezone.localdate())

    def address(self, cleaned: dict) -> str:
        day, order = cleaned.get("day") or timezone.localdate(), cleaned.get("day_order") or 1
        return f"{day:%Y-%m-%d}-{order}"


class InviteForm(forms.Form):
    email = forms.EmailField(
        label="メールアドレス",
        error_messages={
            "required": "メールアドレスを入力してください",
            "invalid": "メールアドレスを「name@example.jp」の形で入力してください",
        },
    )
    name = forms.CharField(
        label="氏名",
        max_length=100,
        validators=[refuse_control_characters],
        error_messages={"required": "氏名を入力してください"},
    )
    role = forms.TypedChoiceField(
        label="役割",
        choices=Role.choices,
        coerce=Role,
        widget=forms.RadioSelect,
        error_messages={"required": "役割を選んでください"},
    )


class TieForm(forms.Form):
    """Typed or chosen from a list: browsers search a datalist, and the words are folded as everywhere."""

    municipality = forms.CharField(
        label="自治体",
        max_length=40,
        widget=forms.TextInput(attrs={"list": "municipalities", "autocomplete": "off"}),
        error_messages={"required": "自治体を選んでください"},
    )

    def clean_municipality(self) -> Municipality:
        words = self.cleaned_data["municipality"]
        found = Municipality.objects.filter(name=words) or Municipality.objects.matching(words)
        if len(found) != 1:
            raise forms.ValidationError("自治体をひとつに絞れません。候補から選んでください。")
        return found[0]


class AliasesField(forms.CharField):
    """Other ways of writing a name, one a line."""

    widget = forms.Textarea(attrs={"rows": 3})

    def prepare_value(self, value):
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value):
        return [line.strip() for line in super().to_python(value).splitlines() if line.strip()]


class MunicipalityForm(WagtailAdminModelForm):
    aliases = AliasesField(label="別の書き方", required=False, help_text="1行に1つ。検索で使います。")


class DepartmentForm(WagtailAdminModelForm):
    def clean(self):
        cleaned = super().clean()
        if cleaned.get("merged_into") and not cleaned.get("closed_on"):
            self.add_error("closed_on", "統合したときは、廃止した日を入力してください。")
        if self.instance.pk and cleaned.get("merged_into") == self.instance:
            self.add_error("merged_into", "ほかの部署を選んでください。")
        return cleaned
