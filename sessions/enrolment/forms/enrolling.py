"""The pages of enrolment: address, code, department, people."""

from django import forms
from django.forms import BaseFormSet, formset_factory

from sessions.enrolment.actions.membership import identity_of
from sessions.enrolment.enums import AttendanceMode
from sessions.enrolment.models import Enrolment
from sessions.models import Series
from studygroup.account_forms import mailed_code
from studygroup.enums import DepartmentField
from studygroup.forms import TieForm, refuse_control_characters
from studygroup.models import Department
from studygroup.typed_fields import MailField, PhoneField

PEOPLE_AT_MOST = 20
NEW = "new"


class MunicipalityForm(TieForm):
    """Somebody signed in: only which municipality the department belongs to."""


class AddressForm(TieForm):
    """Somebody without login: the municipality and an address to prove."""

    mail = MailField()


class CodeForm(forms.Form):
    code = mailed_code()


def one_line(label: str, missing: str, autocomplete: str = "off", **options) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=options.pop("max_length", 100),
        widget=forms.TextInput(attrs={"autocomplete": autocomplete}),
        error_messages={"required": missing},
        validators=[refuse_control_characters],
        **options,
    )


class DepartmentForm(forms.Form):
    """Which department, what it joins, and who speaks for it. `departments` are those it may choose from."""

    department = forms.ChoiceField(
        label="部署", widget=forms.RadioSelect, error_messages={"required": "部署を選んでください"}
    )
    new_name = one_line(
        "部署名", "部署名を入力してください（例：環境政策課）", "organization", max_length=60, required=False
    )
    new_field = forms.ChoiceField(
        label="分野",
        choices=[("", "選んでください"), *DepartmentField.choices],
        required=False,
        error_messages={"required": "分野を選んでください"},
    )
    series = forms.ModelMultipleChoiceField(
        label="参加する分科会（複数選べます）",
        queryset=Series.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        to_field_name="key",
        error_messages={"required": "参加する分科会を選んでください"},
    )
    name = one_line("代表者の氏名", "代表者の氏名を入力してください", "name")
    kana = one_line("ふりがな", "", required=False)
    phone = PhoneField(required=False)

    def __init__(self, *args, departments: list[Department], series, fiscal_year: int, **kwargs):
        super().__init__(*args, **kwargs)
        self.departments = {str(department.pk): department for department in departments}
        self.fiscal_year = fiscal_year
        self.fields["series"].queryset = series
        if departments:
            choices = [(key, department.name) for key, department in self.departments.items()]
            self.fields["department"].choices = [*choices, (NEW, "新しい部署を登録する")]
        else:
            del self.fields["department"]
            for name in ("new_name", "new_field"):
                self.fields[name].required = True

    def clean(self):
        cleaned = super().clean()
        chosen = self.departments.get(cleaned.get("department", NEW))
        if chosen:
            cleaned["department_name"], cleaned["department_field"] = chosen.name, chosen.field
        elif "department" not in self.errors:
            self._clean_new(cleaned)
        self.enrolled = self._standing(chosen, cleaned.get("series") or [])
        for enrolment in self.enrolled:
            self.add_error("series", f"{chosen.name}は、{enrolment.series.title}にすでに登録されています。")
        return cleaned

    def _clean_new(self, cleaned: dict) -> None:
        if not cleaned.get("new_name") and "new_name" not in self.errors:
            self.add_error("new_name", "部署名を入力してください（例：環境政策課）")
        if not cleaned.get("new_field") and "new_field" not in self.errors:
            self.add_error("new_field", "分野を選んでください")
        cleaned["department_name"], cleaned["department_field"] = cleaned.get("new_name"), cleaned.get("new_field")
        same = [one for one in self.departments.values() if one.name == cleaned["department_name"]]
        if same:
            self.add_error("new_name", f"{same[0].name}は、すでに登録されています。一覧から選んでください。")

    def _standing(self, department: Department | None, series) -> list[Enrolment]:
        if department is None:
            return []
        standing = Enrolment.objects.standing().filter(department=department, fiscal_year=self.fiscal_year)
        return list(standing.in_series(series).select_related("series"))


class PersonForm(forms.Form):
    """One row: somebody who takes part, with or without a mailbox of their own, and how at each session."""

    name = one_line("氏名", "氏名を入力してください")
    kana = one_line("ふりがな", "", required=False)
    mail = MailField(required=False, label="メールアドレス", widget=forms.EmailInput(attrs={"autocomplete": "off"}))
    phone = PhoneField(required=False)

    def __init__(self, *args, study_sessions: list[tuple[object, list[AttendanceMode]]], **kwargs):
        super().__init__(*args, **kwargs)
        self.study_sessions = [study_session for study_session, _ in study_sessions]
        for study_session, modes in study_sessions:
            self.fields[study_session.code] = forms.ChoiceField(
                label=f"{study_session.title}　{study_session.date_in_words}の参加方法",
                choices=[(mode, mode.label) for mode in modes],
                widget=forms.RadioSelect,
                required=False,
            )

    def clean(self):
        cleaned = super().clean()
        for study_session in self.study_sessions:
            if cleaned.get("name") and not cleaned.get(study_session.code) and study_session.code not in self.errors:
                label = study_session.number_label or study_session.title
                self.add_error(study_session.code, f"{cleaned['name']}さんの{label}の参加方法を選んでください")
        return cleaned

    @property
    def answers(self):
        return [self[study_session.code] for study_session in self.study_sessions]

    @property
    def person(self) -> dict:
        answers = {one.code: self.cleaned_data[one.code] for one in self.study_sessions}
        return {name: self.cleaned_data[name] for name in ("name", "kana", "mail", "phone")} | {"answers": answers}


class PeopleFormSet(BaseFormSet):
    """The rows that are filled in; the first is the representative's, to whom the office and the letters turn."""

    def clean(self):
        first = self.forms[0]
        if first.is_valid() and not first.cleaned_data["mail"]:
            first.add_error("mail", "代表の方のメールアドレスを入力してください（部署で共有のものも使えます）")
        seen = set()
        for form in self.forms:
            name, mail = (getattr(form, "cleaned_data", {}).get(field) for field in ("name", "mail"))
            identity = identity_of(name or "", mail or "")
            if name and identity in seen:
                form.add_error("name", f"{name}さんは、上の行にすでに入力されています")
            seen.add(identity)

    @property
    def people(self) -> list[dict]:
        return [form.person for form in self.forms if form.has_changed() or not form.empty_permitted]


PeopleForms = formset_factory(
    PersonForm, formset=PeopleFormSet, extra=0, min_num=1, max_num=PEOPLE_AT_MOST, absolute_max=PEOPLE_AT_MOST + 1
)


def rearranged(data, codes: list[str]) -> list[dict] | None:
    """The rows as typed, unchecked, with what another button than 次へ asks for; None where none does.

    `add`: one more. `remove`: without the one of that number, never the first. `same`: all take part as the first does,
    at the sessions of `codes` that the first has answered.
    """
    rows = _typed_rows(data) or [{}]
    if "add" in data:
        return [*rows, {}][:PEOPLE_AT_MOST]
    if "remove" in data:
        return [row for number, row in enumerate(rows) if number == 0 or str(number) != data["remove"]]
    if "same" in data:
        answers = {code: rows[0][code] for code in codes if rows[0].get(code)}
        return [row | answers for row in rows]
    return None


def _typed_rows(data) -> list[dict]:
    rows: dict[str, dict] = {}
    for key, value in data.items():
        prefix, _, rest = key.partition("-")
        number, _, name = rest.partition("-")
        if prefix == "people" and number.isdecimal() and int(number) < PEOPLE_AT_MOST:
            rows.setdefault(number, {})[name] = value
    return [rows[number] for number in sorted(rows, key=int)]
