"""Forms of the programme."""

from django import forms
from django.utils import timezone
from wagtail.admin.forms import WagtailAdminModelForm, WagtailAdminPageForm

from sessions.dates import fiscal_year_of, last_day_of_month
from sessions.enums import DatePrecision, SessionState
from sessions.models import StudySession

FIRST_YEAR, LAST_YEAR = 1990, 2099


class StudySessionForm(WagtailAdminPageForm):
    """A session as the office edits it: the series is where it stands, code and title follow, the year stays."""

    fiscal_year = forms.IntegerField(
        label="年度（西暦）",
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        help_text="作成した後は変えられません（回のコードに入ります）。",
        error_messages={"required": "年度を入力してください。", "invalid": "年度を、西暦の4桁で入力してください。"},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.code:
            self.fields["fiscal_year"].disabled = True
        else:
            self._begin_new(self.parent_page.specific)
        self._offer_replacements()

    def _begin_new(self, series) -> None:
        self.instance.series = series
        fiscal_year = fiscal_year_of(timezone.localdate())
        self.initial["fiscal_year"] = fiscal_year
        self.initial["number"] = StudySession.objects.next_number(series, fiscal_year)

    def _offer_replacements(self) -> None:
        """What can stand in for this session: the others of its programme, newest year first."""
        field = self.fields.get("replaced_by")
        if field:
            others = StudySession.objects.filter(series__programme=self.instance.series.programme_id)
            field.queryset = others.exclude(pk=self.instance.pk).order_by("-fiscal_year", "series__order", "serial")

    def clean(self):
        cleaned = super().clean()
        first = cleaned.get("date_from")
        if cleaned.get("date_precision") == DatePrecision.MONTH and first and not cleaned.get("date_to"):
            cleaned["date_to"] = last_day_of_month(first)
        if self._names_a_day(cleaned) and cleaned.get("state") == SessionState.PLANNED:
            cleaned["state"] = SessionState.SCHEDULED
        return cleaned

    def _names_a_day(self, cleaned) -> bool:
        """Whether a day is set that was not, and the state left alone: then it is settled, as the field says."""
        on_a_day = cleaned.get("date_precision") == DatePrecision.DAY and cleaned.get("date_from")
        return bool(on_a_day) and not self.instance.is_on_a_day and "state" not in self.changed_data


class SharedItemForm(WagtailAdminModelForm):
    def clean(self):
        cleaned = super().clean()
        begin, end = cleaned.get("starts_at"), cleaned.get("ends_at")
        if begin and end and end <= begin:
            self.add_error("ends_at", "終了は、開始より後にしてください。")
        return cleaned


class CopyForm(forms.Form):
    """Which year next time's session is for; this one or, in the last months, the next."""

    fiscal_year = forms.TypedChoiceField(label="年度", coerce=int, widget=forms.RadioSelect)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        current = fiscal_year_of(timezone.localdate())
        self.fields["fiscal_year"].choices = [(year, f"{year}年度") for year in (current, current + 1)]
        self.fields["fiscal_year"].initial = current
