"""Narrowing a shelf, and keeping what stands on it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django import forms
from django.core.validators import FileExtensionValidator
from django.db.models.fields.files import FieldFile
from django.utils import timezone
from wagtail.admin.forms import WagtailAdminModelForm

from archive import uploads
from archive.actions.dropping import drop_file
from archive.models import Material, Video
from archive.uploads import check_content, check_name, one_after_another
from sessions.models import Series
from studygroup.enums import DepartmentField
from studygroup.models import Municipality
from studygroup.tables.formats import FileFormat


class ShelfFilter(forms.Form):
    """Series, fiscal year and kind; a value that is none of the choices narrows nothing."""

    series = forms.ChoiceField(label="参加機会", required=False)
    year = forms.ChoiceField(label="年度", required=False)
    kind = forms.ChoiceField(label="種類", required=False)

    def __init__(self, data, *, kinds, years):
        super().__init__(data)
        names = Series.objects.live().in_order().values_list("key", "title")
        self.fields["series"].choices = [("", "すべて"), *names]
        self.fields["year"].choices = [("", "すべて"), *((str(year), f"{year}年度") for year in years)]
        self.fields["kind"].choices = [("", "すべて"), *kinds]
        for field in self.fields.values():
            field.widget.attrs["class"] = "input"

    @property
    def wanted(self) -> dict[str, str]:
        """The choices made, without those left open or not understood."""
        self.full_clean()
        return {name: value for name, value in self.cleaned_data.items() if value}


class MaterialFilter(ShelfFilter):
    """What is not of a session is told apart by who issued it, and by the field of work that it is about."""

    issuer = forms.ChoiceField(label="発行", required=False)
    field = forms.ChoiceField(label="分野", required=False, choices=[("", "すべて"), *DepartmentField.choices])

    def __init__(self, data, *, issuers, **choices):
        super().__init__(data, **choices)
        self.fields["issuer"].choices = [("", "すべて"), *((issuer, issuer) for issuer in issuers)]


class ExtensionRequestForm(forms.Form):
    """「視聴延長を頼む」."""

    reason = forms.CharField(
        label="延長が必要な理由",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="いつまで必要か、どなたが使うかもお書きください。",
        error_messages={"required": "延長が必要な理由を入力してください", "max_length": "500字以内で入力してください"},
    )


class DecisionForm(forms.Form):
    """What the office answers to a request: until when, or why not."""

    until = forms.DateField(
        label="いつまで（この日の24:00まで）", required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    answer = forms.CharField(
        label="見送る理由", required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )

    def clean(self):
        cleaned = super().clean()
        if "refuse" in self.data and not cleaned.get("answer", "").strip():
            self.add_error("answer", "見送る理由を入力してください")
        if "refuse" not in self.data and not cleaned.get("until") and "until" not in self.errors:
            self.add_error("until", "いつまで延長するかを入力してください")
        return cleaned

    @property
    def end(self):
        return end_of(self.cleaned_data["until"])


class ExtensionForm(forms.Form):
    """An extension that nobody asked for on the site."""

    material = forms.ModelChoiceField(
        Material.objects.exclude(available_until=None), label="資料", required=False, empty_label="（選ばない）"
    )
    video = forms.ModelChoiceField(
        Video.objects.exclude(available_until=None), label="動画", required=False, empty_label="（選ばない）"
    )
    municipality = forms.ModelChoiceField(Municipality.objects.all(), label="自治体")
    until = forms.DateField(label="いつまで（この日の24:00まで）", widget=forms.DateInput(attrs={"type": "date"}))
    reason = forms.CharField(label="理由", max_length=500, widget=forms.Textarea(attrs={"rows": 3}))

    def clean(self):
        cleaned = super().clean()
        if bool(cleaned.get("material")) == bool(cleaned.get("video")):
            self.add_error("material", "資料か動画のどちらか一つを選んでください。")
        return cleaned

    @property
    def wanted(self) -> dict:
        """What `actions.extending.extend_window` is given."""
        values = self.cleaned_data
        chosen = {name: values[name] for name in ("municipality", "reason")}
        return chosen | {"thing": values["material"] or values["video"], "until": end_of(values["until"])}


def end_of(day: date) -> datetime:
    """The midnight with which `day` ends."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), datetime.min.time()))


class DownloadFilter(forms.Form):
    """Which downloads; a value that is none of the choices narrows nothing."""

    series = forms.ModelChoiceField(
        Series.objects.in_order(), label="参加機会", required=False, to_field_name="key", empty_label="すべて"
    )
    year = forms.IntegerField(label="年度", required=False, min_value=2000, max_value=2999)
    material = forms.IntegerField(required=False, min_value=1, max_value=2**62, widget=forms.HiddenInput)

    @property
    def wanted(self) -> dict[str, str]:
        self.full_clean()
        found = {name: value for name, value in self.cleaned_data.items() if value}
        return {name: str(getattr(value, "key", value)) for name, value in found.items()}


class DownloadExportForm(forms.Form):
    file_format = forms.ChoiceField(
        label="ファイルの形式",
        choices=FileFormat.choices,
        initial=FileFormat.XLSX,
        widget=forms.RadioSelect,
        error_messages={"required": "ファイルの形式を選んでください"},
    )

    @property
    def chosen_format(self) -> FileFormat:
        return FileFormat(self.cleaned_data["file_format"])


@dataclass(frozen=True)
class StoredFile:
    """What the widget links: the address that readers have too."""

    name: str
    url: str

    def __str__(self):
        return self.name


class StoredFileInput(forms.ClearableFileInput):
    """The stored file behind the access check: the store's own addresses are served to nobody."""

    def format_value(self, value):
        if not self.is_initial(value):
            return None
        url = value.instance.address_of(value.field.name)
        return StoredFile(url.rpartition("/")[2], url)

    def is_initial(self, value) -> bool:
        return isinstance(value, FieldFile) and bool(value)


class ArchivedForm(WagtailAdminModelForm):
    """Where a material or video belongs is asked once: what follows from the session or series may be left empty."""

    accepts: Mapping[str, FileExtensionValidator] = {}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["programme"].required = self.fields["fiscal_year"].required = False
        for name, validator in self.accepts.items():
            field = self.fields[name]
            # Of an upload; what is stored already is not asked again.
            field.validators.append(one_after_another(check_name, validator, check_content))
            field.widget = StoredFileInput(attrs=field.widget.attrs)

    def clean(self):
        cleaned = super().clean()
        if not any(cleaned.get(place) for place in ("study_session", "series", "programme")):
            self.add_error("study_session", "開催回、参加機会、事業・研究会のどれかを選んでください。")
        if not (cleaned.get("study_session") or cleaned.get("fiscal_year")):
            self.add_error("fiscal_year", "年度を入力してください。")
        return cleaned

    def save(self, commit=True):
        for name in self.accepts:
            if self.cleaned_data[name] is False:  # the box beside the file was ticked
                drop_file(self.initial[name].name)
        return super().save(commit)


class MaterialForm(ArchivedForm):
    accepts = {"file": uploads.MATERIAL}


class MaterialEditForm(MaterialForm):
    """With why the file is replaced, where it is."""

    note = forms.CharField(
        label="差し替えの理由・変わったところ",
        required=False,
        max_length=300,
        help_text="ファイルを差し替えるときに入力すると、旧版の一覧と、以前にダウンロードした方へのお知らせに載ります。",
    )
