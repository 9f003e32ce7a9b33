"""What the search page is asked."""

from django import forms

from archive.search.questions import LONGEST
from archive.search.results import kinds
from sessions.models import Series, StudySession


class SearchForm(forms.Form):
    """Words, and what narrows them; a value that is none of the choices narrows nothing."""

    q = forms.CharField(label="探す言葉", required=False, max_length=LONGEST)
    kind = forms.ChoiceField(label="種類", required=False)
    year = forms.ChoiceField(label="年度", required=False)
    series = forms.ChoiceField(label="参加機会", required=False)

    def __init__(self, data):
        super().__init__(data)
        series = Series.objects.live().in_order().values_list("pk", "title")
        years = StudySession.objects.live().fiscal_years()
        self.fields["kind"].choices = [("", "すべて"), *kinds()]
        self.fields["year"].choices = [("", "すべて"), *((str(year), f"{year}年度") for year in years)]
        self.fields["series"].choices = [("", "すべて"), *((str(pk), title) for pk, title in series)]
        for field in self.fields.values():
            field.widget.attrs["class"] = "input"
        self.fields["q"].widget.attrs |= {
            "type": "search", "autocomplete": "off", "enterkeyhint": "search", "aria-describedby": "search-help",
        }  # fmt: skip
        self.full_clean()

    @property
    def words(self) -> str:
        """As typed, if need be without what is too much."""
        return str(self.data.get("q", ""))[:LONGEST].strip()

    @property
    def narrowed(self) -> dict[str, str]:
        """The choices made, without those left open or not understood."""
        return {name: value for name in ("kind", "year", "series") if (value := self.cleaned_data.get(name))}

    @property
    def place(self) -> dict[str, int]:
        """Year and series, where chosen."""
        return {name: int(value) for name, value in self.narrowed.items() if name != "kind"}
