"""What the office types in the CMS: applications on behalf, terms of a session, departments, letters to many."""

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BaseFormSet, formset_factory
from django.utils import timezone
from wagtail.admin.forms.models import WagtailAdminModelForm

from sessions.dates import moment_in_words
from sessions.enrolment.actions.enrolling import Person
from sessions.enrolment.enums import ApplicationWay
from sessions.enrolment.models import SignUp
from sessions.models import Series
from studygroup.enums import DepartmentField
from studygroup.forms import TieForm, refuse_control_characters
from studygroup.models import Department
from studygroup.notices.models import SUBJECT_LENGTH
from studygroup.typed_fields import MailField, PhoneField

BLANK_ROWS = 4
PEOPLE_AT_MOST = 30
BY_OFFICE = [choice for choice in ApplicationWay.choices if choice[0] != ApplicationWay.WEB]


class SendBackForm(forms.Form):
    reason = forms.CharField(
        label="差し戻す理由",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="申し込んだ人に、メールでそのまま伝えます。",
        error_messages={"required": "差し戻す理由を入力してください。"},
    )


class OnBehalfForm(TieForm):
    """An application by telephone, fax, mail or letter; a department that is there already is taken by its name."""

    key = forms.CharField(max_length=40, widget=forms.HiddenInput)
    way = forms.ChoiceField(
        label="受付方法",
        choices=BY_OFFICE,
        widget=forms.RadioSelect,
        error_messages={"required": "受付方法を選んでください。"},
    )
    department_name = forms.CharField(
        label="部署名",
        max_length=60,
        widget=forms.TextInput(attrs={"list": "departments", "autocomplete": "off"}),
        validators=[refuse_control_characters],
        help_text="登録済みの部署は、同じ名前で入力してください。ない名前は、新しい部署になります。",
        error_messages={"required": "部署名を入力してください（例：環境政策課）。"},
    )
    department_field = forms.ChoiceField(
        label="分野",
        choices=[("", "選んでください"), *DepartmentField.choices],
        required=False,
        help_text="新しい部署のときに選びます。",
    )
    series = forms.ModelMultipleChoiceField(
        label="参加する分科会",
        queryset=Series.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "参加する分科会を選んでください。"},
    )
    field_order = ("key", "way", "municipality")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["series"].queryset = Series.objects.live().open_to_enrolment().in_order()

    def clean(self):
        cleaned = super().clean()
        known = Department.objects.filter(
            municipality=cleaned.get("municipality"), name=cleaned.get("department_name"), closed_on=None
        ).first()
        if known:
            cleaned["department_field"] = known.field
        elif cleaned.get("department_name") and not cleaned.get("department_field"):
            self.add_error("department_field", "新しい部署の分野を選んでください。")
        return cleaned


class PersonForm(forms.Form):
    """One row of the list; whoever stands first speaks for the department."""

    name = forms.CharField(
        label="氏名",
        max_length=100,
        validators=[refuse_control_characters],
        error_messages={"required": "氏名を入力してください。"},
    )
    kana = forms.CharField(label="ふりがな", max_length=100, required=False, validators=[refuse_control_characters])
    mail = MailField(required=False, widget=forms.EmailInput(attrs={"autocomplete": "off"}))
    phone = PhoneField(required=False)


class PeopleFormSet(BaseFormSet):
    """The rows that are filled in; one person at least."""

    def clean(self):
        if not any(self.errors) and not self.people:
            raise ValidationError("参加する人を1名以上入力してください。")

    @property
    def people(self) -> list[Person]:
        return [Person(**form.cleaned_data) for form in self.forms if form.has_changed()]


PeopleForms = formset_factory(
    PersonForm, formset=PeopleFormSet, extra=BLANK_ROWS, max_num=PEOPLE_AT_MOST, absolute_max=PEOPLE_AT_MOST
)


class TermsForm(WagtailAdminModelForm):
    """A session's terms of signing up; how many seats are taken is asked by the action."""

    class Meta:
        model = SignUp
        fields = ["until", "seats", "seats_per_municipality", "hours_to_accept"]

    def clean(self):
        cleaned = super().clean()
        until, starts_at = cleaned.get("until"), self.instance.study_session.starts_at
        if until and starts_at and until > starts_at:
            self.add_error("until", f"開始（{moment_in_words(starts_at)}）より前の日時にしてください。")
        total, limit = cleaned.get("seats"), cleaned.get("seats_per_municipality")
        if total is not None and limit is not None and limit > total:
            self.add_error("seats_per_municipality", f"会場の定員（{total}名）より多くできません。")
        if cleaned.get("hours_to_accept") == 0:
            self.add_error("hours_to_accept", "1時間以上にしてください。")
        return cleaned


class MoveOnlineForm(forms.Form):
    reason = forms.CharField(
        label="会場での開催を取りやめる理由",
        max_length=120,
        help_text="開催のページと、参加する人へのメールに載ります。例：台風の接近により、会場を使えなくなったため。",
        error_messages={"required": "会場での開催を取りやめる理由を入力してください。"},
    )


class RenameForm(forms.Form):
    name = forms.CharField(
        label="新しい部署名",
        max_length=60,
        validators=[refuse_control_characters],
        help_text="これまでの名前は、旧名称として残ります。",
        error_messages={"required": "新しい部署名を入力してください。"},
    )

    def __init__(self, *args, department: Department, **kwargs):
        super().__init__(*args, **kwargs)
        self.department = department
        self.initial["name"] = department.name

    def clean_name(self) -> str:
        name = self.cleaned_data["name"].strip()
        same = Department.objects.filter(municipality=self.department.municipality, name=name, closed_on=None)
        if same.exclude(pk=self.department.pk).exists():
            raise ValidationError(
                "この自治体には、同じ名前の部署がすでにあります。まとめるときは「統合」を使ってください。"
            )
        return name


class MergeForm(forms.Form):
    into = forms.ModelChoiceField(
        label="統合先の部署",
        queryset=Department.objects.none(),
        empty_label="選んでください",
        error_messages={"required": "統合先の部署を選んでください。"},
    )

    def __init__(self, *args, department: Department, **kwargs):
        super().__init__(*args, **kwargs)
        others = Department.objects.filter(municipality=department.municipality, closed_on=None)
        self.fields["into"].queryset = others.exclude(pk=department.pk).select_related("municipality")


class MailingForm(forms.Form):
    """The letter itself; whom it goes to stands in the address."""

    subject = forms.CharField(
        label="件名",
        max_length=SUBJECT_LENGTH,
        validators=[refuse_control_characters],
        error_messages={"required": "件名を入力してください。"},
    )
    body = forms.CharField(
        label="本文",
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 16}),
        help_text="文字だけのメールです。アドレス（URL）は、1行に1つ書いてください。",
        error_messages={"required": "本文を入力してください。"},
    )


def now_in_words() -> str:
    """The moment for which figures and lists are true: 「2021年10月25日 9:00現在」."""
    return f"{timezone.localtime():%Y年%-m月%-d日 %-H:%M}現在"
