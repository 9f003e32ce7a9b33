"""The people of a department: who they are, when they leave, who is asked in, who takes over."""

from datetime import timedelta

from django import forms
from django.utils import timezone

from sessions.enrolment.forms.enrolling import one_line
from studygroup.typed_fields import MailField, PhoneField

NOBODY = ""


def day_field(label: str, **options) -> forms.DateField:
    return forms.DateField(
        label=label,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": f"{label}を選んでください",
            "invalid": f"{label}を「2022-03-31」の形で入力してください",
        },
        **options,
    )


class PersonForm(forms.Form):
    """Somebody of the department, with a mailbox of their own, a shared one, or none."""

    name = one_line("氏名", "氏名を入力してください")
    kana = one_line("ふりがな", "", required=False)
    mail = MailField(required=False, widget=forms.EmailInput(attrs={"autocomplete": "off"}))
    phone = PhoneField(required=False)


class OwnPersonForm(PersonForm):
    """Oneself: the address is changed with the account."""

    mail = None


class LeaveForm(forms.Form):
    last_day = day_field("最終日", help_text="この日までは、これまでどおり利用できます。")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["last_day"].initial = timezone.localdate()


class WithdrawForm(forms.Form):
    reason = forms.CharField(
        label="取り下げる理由",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="部署の窓口へのメールに載ります。なくても取り下げられます。",
    )


class InviteForm(forms.Form):
    mail = MailField(widget=forms.EmailInput(attrs={"autocomplete": "off"}))
    name = one_line("氏名", "", required=False)


class AcceptForm(forms.Form):
    """Who comes, as they write themselves."""

    name = one_line("氏名", "氏名を入力してください", "name")
    kana = one_line("ふりがな", "", required=False)
    phone = PhoneField(required=False)


class HandoverForm(forms.Form):
    """To a colleague, or to somebody new by mail. `colleagues` are those who could take over."""

    successor = forms.ChoiceField(
        label="次の担当者",
        widget=forms.RadioSelect,
        required=False,
        error_messages={"invalid_choice": "次の担当者を選んでください"},
    )
    name = one_line("氏名（新しい方）", "", required=False)
    mail = MailField(
        label="メールアドレス（新しい方）", required=False, widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )
    last_day = day_field(
        "あなたの最終日", help_text="この日までは2人とも窓口です。翌日から、あなたは利用できなくなります。"
    )

    def __init__(self, *args, colleagues, **kwargs):
        super().__init__(*args, **kwargs)
        self.colleagues = {str(person.pk): person for person in colleagues}
        choices = [(key, f"{person.name}さん") for key, person in self.colleagues.items()]
        if choices:
            self.fields["successor"].choices = [*choices, (NOBODY, "ここにいない方（メールで招待する）")]
            self.fields["successor"].initial = NOBODY
        else:
            del self.fields["successor"]
        self.fields["last_day"].initial = _end_of_fiscal_year()

    def clean(self):
        cleaned = super().clean()
        cleaned["successor"] = self.colleagues.get(cleaned.get("successor", NOBODY))
        if cleaned["successor"] is None and not cleaned.get("mail") and "mail" not in self.errors:
            self.add_error("mail", "次の担当者のメールアドレスを入力してください")
        return cleaned


def _end_of_fiscal_year():
    today = timezone.localdate()
    return today.replace(year=today.year + (today.month > 3), month=4, day=1) - timedelta(days=1)


class OwnNameForm(forms.Form):
    name = one_line("氏名", "氏名を入力してください", "name")


class ConfirmationForm(forms.Form):
    """The office's question of March."""

    fiscal_year = forms.IntegerField(
        label="確認する年度（西暦）",
        min_value=2000,
        max_value=2100,
        error_messages={"required": "年度を入力してください", "invalid": "年度を西暦の数字で入力してください"},
    )
    suspends_on = day_field("未確認の人を停止する日")
