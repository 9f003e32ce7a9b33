"""What leaves as a file, and the file that comes in."""

from datetime import timedelta

from django import forms
from django.core import signing
from django.utils import timezone

from sessions.dates import fiscal_year_of
from sessions.enrolment.lists.out import Choice, ListKind
from sessions.enrolment.models import Enrolment
from sessions.models import Series, StudySession
from studygroup.tables import limits
from studygroup.tables.formats import FileFormat, Sheet, Unreadable
from studygroup.tables.reading import TOO_LARGE, read

SALT = "enrolment.import"
MAX_TICKET = 2_000_000  # below what Django takes for a form
KEPT_FOR = timedelta(hours=1)
LATE = "確認の画面を開いてから1時間たったため、取り込めませんでした。もう一度ファイルを選んでください。"


def fiscal_years() -> list[tuple[str, str]]:
    years = {fiscal_year_of(timezone.localdate())}
    years.update(StudySession.objects.order_by().values_list("fiscal_year", flat=True).distinct())
    years.update(Enrolment.objects.order_by().values_list("fiscal_year", flat=True).distinct())
    return [("", "すべての年度"), *((str(year), f"{year}年度") for year in sorted(years, reverse=True))]


class ExportForm(forms.Form):
    kind = forms.ChoiceField(
        label="出力するもの",
        choices=ListKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "出力するものを選んでください"},
    )
    fiscal_year = forms.TypedChoiceField(
        label="年度", choices=fiscal_years, coerce=int, empty_value=None, required=False
    )
    series = forms.ModelChoiceField(
        Series.objects.in_order(), label="参加機会", required=False, empty_label="すべての参加機会"
    )
    study_session = forms.ModelChoiceField(
        StudySession.objects.by_first_day(),
        label="開催回",
        required=False,
        empty_label="すべての回",
        help_text="「各回の出欠」を1回分だけ出力するときに選びます。",
    )
    with_former = forms.BooleanField(
        label="離任した人も含める", required=False, help_text="「参加者」を出力するときだけ使います。"
    )
    file_format = forms.ChoiceField(
        label="ファイルの形式",
        choices=FileFormat.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "ファイルの形式を選んでください"},
    )

    def clean_study_session(self):
        study_session = self.cleaned_data["study_session"]
        if study_session and self.cleaned_data.get("kind") not in (None, ListKind.ATTENDANCES):
            raise forms.ValidationError("開催回は、「各回の出欠」を出力するときだけ選べます")
        series, year = self.cleaned_data.get("series"), self.cleaned_data.get("fiscal_year")
        if study_session and (
            series not in (None, study_session.series) or year not in (None, study_session.fiscal_year)
        ):
            raise forms.ValidationError("選んだ年度・参加機会の回ではありません")
        return study_session

    @property
    def choice(self) -> Choice:
        names = ("fiscal_year", "series", "study_session", "with_former")
        return Choice(ListKind(self.cleaned_data["kind"]), **{name: self.cleaned_data[name] for name in names})

    @property
    def chosen_format(self) -> FileFormat:
        return FileFormat(self.cleaned_data["file_format"])


class ImportForm(forms.Form):
    """The file; clean, `sheet` is what it held."""

    file = forms.FileField(
        label="ファイル",
        help_text="Excel（.xlsx）か、UTF-8またはShift_JIS（cp932）のCSV。"
        f"{limits.MAX_BYTES // 1024 // 1024}MB、{limits.MAX_ROWS:,}行まで。",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
        error_messages={
            "required": "ファイルを選んでください",
            "empty": "ファイルに何も入っていません。別のファイルを選んでください",
        },
    )
    sheet: Sheet

    def clean_file(self):
        file = self.cleaned_data["file"]
        try:
            if file.size > limits.MAX_BYTES:
                raise Unreadable(TOO_LARGE)
            self.sheet = read(file.read())
        except Unreadable as unreadable:
            raise forms.ValidationError(str(unreadable)) from unreadable
        return file


def ticket_for(sheet: Sheet, fingerprint: str, user) -> str:
    """What was read and shown to `user`, signed, so that nothing stays here while they look. Raises Unreadable."""
    held = [sheet.file_format, sheet.headings, sheet.rows, fingerprint]
    ticket = signing.dumps(held, salt=f"{SALT}:{user.pk}", compress=True)
    if len(ticket) > MAX_TICKET:
        raise Unreadable(TOO_LARGE)
    return ticket


class TakeForm(forms.Form):
    """The preview's ticket; clean, `sheet` and `fingerprint` are what it held."""

    ticket = forms.CharField(widget=forms.HiddenInput, error_messages={"required": LATE})
    sheet: Sheet
    fingerprint: str

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_ticket(self):
        ticket = self.cleaned_data["ticket"]
        try:
            held = signing.loads(ticket, salt=f"{SALT}:{self.user.pk}", max_age=KEPT_FOR)
        except signing.BadSignature as error:
            raise forms.ValidationError(LATE) from error
        file_format, headings, rows, self.fingerprint = held
        self.sheet = Sheet(FileFormat(file_format), headings, [(number, cells) for number, cells in rows])
        return ticket
