"""What the office types in the CMS: sorting, dates, the decisions of a call, and the call itself."""

from datetime import datetime

from django import forms
from django.utils import timezone
from wagtail.admin.forms import WagtailAdminModelForm

from qna.consultations.actions.arranging import Date
from qna.consultations.enums import Fit, Way
from qna.consultations.forms.advisor import time_field
from qna.consultations.forms.department import advisors
from qna.consultations.models import Consultation, Criterion, OfferedHour
from sessions.enrolment.forms.people import day_field

DECISIONS = [("", "まだ決めていない"), ("selected", "選定する"), ("deferred", "見送る")]
DECIDED = {"": None, "selected": True, "deferred": False}
NAME_OF = {None: "", True: "selected", False: "deferred"}
WHEN = "空いている日時を選ぶか、日と開始・終了を入力してください。"


class DeferForm(forms.Form):
    reason = forms.CharField(
        label="見送る理由",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="部署に、メールでそのまま伝えます。",
        error_messages={"required": "見送る理由を入力してください。部署へのメールに載ります。"},
    )


class OfficeCancelForm(forms.Form):
    reason = forms.CharField(
        label="取り消す理由",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="部署とアドバイザーに、メールでそのまま伝えます。",
        error_messages={"required": "取り消す理由を入力してください。"},
    )


def note_field() -> forms.CharField:
    return forms.CharField(
        label="事務局の覚え書き",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="事務局だけが読みます。",
    )


class NoteForm(forms.Form):
    note = note_field()


class ArrangeForm(forms.Form):
    """An hour on offer, else any date, with an advisor or with the office itself."""

    hour = forms.ModelChoiceField(
        label="空いている日時", queryset=OfferedHour.objects.none(), required=False, empty_label="選ばない"
    )
    day = day_field("日", required=False)
    start = time_field("開始")
    end = time_field("終了")
    advisor = forms.ModelChoiceField(
        label="相手",
        queryset=advisors(),
        required=False,
        empty_label="事務局が受ける",
        help_text="空いている日時を選んだときは、そのアドバイザーになります。",
    )
    way = forms.ChoiceField(label="方法", choices=Way.choices)
    place = forms.CharField(
        label="場所・参加先",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="訪問先の住所と部屋、またはオンラインの参加先（URL）。カレンダーにも入ります。",
    )
    reason = forms.CharField(
        label="日時を変える理由",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="部署とアドバイザーに伝えます。",
    )

    def __init__(self, *args, consultation: Consultation, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["hour"].queryset = OfferedHour.objects.select_related("advisor")
        wished = {wish.hour_id: wish.rank for wish in consultation.current_wishes if wish.hour_id}
        self.fields["hour"].choices = [
            ("", "選ばない"),
            *(_as_choice(hour, wished) for hour in OfferedHour.objects.free()),
        ]
        self.fields["advisor"].label_from_instance = lambda user: user.get_full_name()
        self.fields["start"].required = self.fields["end"].required = False
        self.initial.setdefault("way", consultation.way)
        self.initial.setdefault("advisor", consultation.wished_advisor_id)
        if consultation.meeting is None:
            del self.fields["reason"]

    def clean(self):
        cleaned = super().clean()
        if self.errors or cleaned.get("hour"):
            return cleaned
        if not all(cleaned.get(name) for name in ("day", "start", "end")):
            self.add_error("day", WHEN)
        elif cleaned["end"] <= cleaned["start"]:
            self.add_error("end", "終了は、開始より後にしてください。")
        return cleaned

    @property
    def date(self) -> Date:
        cleaned = self.cleaned_data
        if cleaned["hour"]:
            return Date.of_hour(cleaned["hour"])
        begin, end = (timezone.make_aware(datetime.combine(cleaned["day"], cleaned[name])) for name in ("start", "end"))
        return Date(begin, end, cleaned["advisor"])

    @property
    def wanted(self) -> dict:
        """As `arrange` takes it."""
        names = ("way", "place", "reason")
        return {"date": self.date} | {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}


def _as_choice(hour: OfferedHour, wished: dict[int, int]) -> tuple[int, str]:
    mark = f"【第{wished[hour.pk]}希望】" if hour.pk in wished else ""
    return hour.pk, f"{mark}{hour}（{hour.get_way_display()}）"


class WeighForm(forms.Form):
    """How far the wish meets each criterion of its call, and the decision."""

    decision = forms.ChoiceField(label="選定", choices=DECISIONS, widget=forms.RadioSelect, required=False)
    reason = forms.CharField(
        label="見送る理由",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="見送るときは必ず入力してください。結果の公表のときに、部署に伝えます。",
    )
    note = note_field()

    def __init__(self, *args, consultation: Consultation, **kwargs):
        super().__init__(*args, **kwargs)
        self.criteria: list[Criterion] = list(consultation.call.criteria.all())
        known = {one.criterion_id: one.fit for one in consultation.assessments.all()}
        for criterion in self.criteria:
            self.fields[f"fit_{criterion.pk}"] = forms.ChoiceField(
                label=criterion.text,
                choices=[("", "－"), *Fit.choices],
                required=False,
                initial=known.get(criterion.pk),
            )
        self.order_fields([f"fit_{criterion.pk}" for criterion in self.criteria])
        self.initial |= {
            "decision": NAME_OF[consultation.is_selected],
            "reason": consultation.reason,
            "note": consultation.office_note,
        }

    @property
    def wanted(self) -> dict:
        """As `weigh_wish` takes it."""
        cleaned = self.cleaned_data
        return {
            "fits": {criterion: cleaned[f"fit_{criterion.pk}"] for criterion in self.criteria},
            "is_selected": DECIDED[cleaned["decision"]],
            "reason": cleaned["reason"],
            "note": cleaned["note"],
        }


class ResultForm(forms.Form):
    note = forms.CharField(
        label="結果に添える文", max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )


class CallForm(WagtailAdminModelForm):
    """What was wished for stays on the menu."""

    def is_valid(self):
        if not super().is_valid():
            return False
        for form in self.formsets["topics"].deleted_forms:
            topic = form.instance
            if topic.pk and topic.consultations.exists():
                self.add_error(None, f"メニュー「{topic}」には希望が出ているので、削除できません。")
        return not self.errors
