"""What a player sends, and what narrows the list of videos."""

from django import forms
from django.core.exceptions import ValidationError

from archive import watched
from archive.fields import FIELDS
from archive.forms import ShelfFilter

LONGEST_QUESTION = 100


class ProgressForm(forms.Form):
    position = forms.IntegerField(min_value=0, max_value=999_999)
    watched = forms.CharField(max_length=40_000, required=False)

    def clean_watched(self):
        try:
            return watched.parse(self.cleaned_data["watched"])
        except ValueError as reason:
            raise ValidationError(str(reason)) from reason


class VideoFilter(ShelfFilter):
    """Words, and what a video belongs to; a value that is none of the choices narrows nothing."""

    NEWEST, OLDEST = "", "oldest"
    q = forms.CharField(label="発言・題名・登壇者で探す", help_text="発言（文字起こし）も探します", required=False)
    field = forms.ChoiceField(label="行政の分野", required=False, choices=[("", "すべて"), *FIELDS])
    unwatched = forms.BooleanField(label="未視聴のみ", required=False)
    order = forms.ChoiceField(label="並び順", required=False, choices=[(NEWEST, "新しい順"), (OLDEST, "古い順")])
    field_order = ["q", "series", "year", "kind", "field", "unwatched", "order"]

    def __init__(self, data, *, knows_reader, **choices):
        super().__init__(data, **choices)
        self.fields["q"].widget = forms.TextInput(
            attrs={"class": "input", "type": "search", "maxlength": LONGEST_QUESTION}
        )
        self.fields["unwatched"].widget.attrs.pop("class", None)
        if not knows_reader:
            del self.fields["unwatched"]

    def clean_q(self):
        return self.cleaned_data["q"].replace("\x00", "").strip()[:LONGEST_QUESTION]

    @property
    def narrowing(self) -> dict[str, str]:
        """What leaves some of them out: everything asked for but the order."""
        return {name: value for name, value in self.wanted.items() if name != "order"}
