"""Forms of the organisation."""

from django import forms

from studygroup.enums import Role
from studygroup.models import ContactMessage, Municipality


class SignupDetailsForm(forms.Form):
    """What sign-up asks besides the mail address; allauth adds this form to its own."""

    name = forms.CharField(
        label="氏名",
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": "氏名を入力してください"},
    )

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

    @property
    def is_from_a_robot(self) -> bool:
        return bool(self.cleaned_data["website"])


class InviteForm(forms.Form):
    email = forms.EmailField(label="メールアドレス")
    name = forms.CharField(label="氏名", max_length=100)
    role = forms.ChoiceField(label="役割", choices=Role.choices)

    def clean_role(self):
        return Role(self.cleaned_data["role"])


class TieForm(forms.Form):
    municipality = forms.ModelChoiceField(label="自治体", queryset=Municipality.objects.all())
