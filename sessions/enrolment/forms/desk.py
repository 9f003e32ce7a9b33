"""Forms of the reception desk."""

from django import forms

from sessions.enrolment.actions.desk import Act
from sessions.enrolment.actions.walk_ins import Newcomer
from sessions.enrolment.enums import AttendanceMode, DeskAct, DeskSeat
from sessions.enrolment.reception import called
from studygroup.forms import refuse_control_characters
from studygroup.models import Municipality, Participant

MOST_ACTS = 500
ATTENDED = {"": None, "yes": True, "no": False}


class ActForm(forms.Form):
    """One press, from a form of the page or as one entry of what a tablet sends."""

    key = forms.SlugField(max_length=40)
    attendance = forms.IntegerField(min_value=1, max_value=2**62)
    act = forms.ChoiceField(choices=DeskAct.choices)
    at = forms.DateTimeField(required=False)
    seat = forms.ChoiceField(choices=DeskSeat.choices, required=False)
    seen = forms.DateTimeField(required=False)
    mode = forms.ChoiceField(choices=AttendanceMode.choices, required=False)

    @property
    def wanted(self) -> Act:
        """What a valid form asks for."""
        details = {**self.cleaned_data}
        return Act(attendance_id=details.pop("attendance"), **details)


class WalkInForm(forms.Form):
    """Somebody new: what stands on the name card, and no more."""

    key = forms.SlugField(max_length=40, widget=forms.HiddenInput)
    municipality = forms.CharField(
        label="自治体",
        max_length=40,
        widget=forms.TextInput(attrs={"list": "municipalities", "autocomplete": "off"}),
        error_messages={"required": "自治体を選んでください"},
    )
    department = forms.CharField(
        label="部署",
        max_length=60,
        validators=[refuse_control_characters],
        error_messages={"required": "部署を入力してください"},
    )
    name = forms.CharField(
        label="氏名",
        max_length=100,
        validators=[refuse_control_characters],
        error_messages={"required": "氏名を入力してください"},
    )
    kana = forms.CharField(label="ふりがな", max_length=100, required=False, validators=[refuse_control_characters])

    def clean_municipality(self) -> Municipality:
        words = self.cleaned_data["municipality"]
        found = Municipality.objects.filter(name=words) or Municipality.objects.matching(words)
        if len(found) != 1:
            raise forms.ValidationError("自治体をひとつに絞れません。候補から選んでください。")
        return found[0]

    @property
    def newcomer(self) -> Newcomer:
        details = self.cleaned_data
        return Newcomer(details["municipality"], details["department"], details["name"], details["kana"])


class KnownWalkInForm(forms.Form):
    """Somebody of a department the platform knows, chosen from what the search found."""

    key = forms.SlugField(max_length=40)
    participant = forms.ModelChoiceField(Participant.objects.select_related("department__municipality"))


class AttendedForm(forms.Form):
    """Who was there, set by hand: a choice for each person on the list."""

    def __init__(self, *args, attendances, **kwargs):
        super().__init__(*args, **kwargs)
        self.attendances = attendances
        for attendance in attendances:
            recorded = "受付あり" if attendance.checked_in_at else "受付なし"
            choices = [("", f"記録のとおり（{recorded}）"), ("yes", "出席"), ("no", "欠席")]
            stored = next(word for word, value in ATTENDED.items() if value == attendance.attended)
            self.fields[f"attended-{attendance.pk}"] = forms.ChoiceField(
                label=f"{called(attendance.participant)}の出席", choices=choices, initial=stored, required=False
            )

    @property
    def rows(self):
        """(attendance, its field) for each person."""
        return [(attendance, self[f"attended-{attendance.pk}"]) for attendance in self.attendances]

    @property
    def values(self) -> dict[int, bool | None]:
        """What was chosen for those who were on the page; who came onto the list meanwhile stays as they are."""
        sent = [row for row in self.attendances if f"attended-{row.pk}" in self.data]
        return {row.pk: ATTENDED[self.cleaned_data[f"attended-{row.pk}"]] for row in sent}
