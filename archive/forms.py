"""Narrowing a shelf, and keeping what stands on it."""

from collections.abc import Mapping
from dataclasses import dataclass

from django import forms
from django.core.validators import FileExtensionValidator
from django.db.models.fields.files import FieldFile
from wagtail.admin.forms import WagtailAdminModelForm

from archive import uploads
from archive.uploads import check_content
from sessions.models import Series


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
            field.validators += [validator, check_content]  # of an upload; what is stored already is not asked again
            field.widget = StoredFileInput(attrs=field.widget.attrs)

    def clean(self):
        cleaned = super().clean()
        if not any(cleaned.get(place) for place in ("study_session", "series", "programme")):
            self.add_error("study_session", "開催回、参加機会、事業・研究会のどれかを選んでください。")
        if not (cleaned.get("study_session") or cleaned.get("fiscal_year")):
            self.add_error("fiscal_year", "年度を入力してください。")
        return cleaned


class MaterialForm(ArchivedForm):
    accepts = {"file": uploads.MATERIAL}


class VideoForm(ArchivedForm):
    accepts = {"file": uploads.VIDEO, "captions": uploads.SUBTITLES, "poster": uploads.POSTER}
