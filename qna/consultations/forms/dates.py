"""Three wishes for a date: among the hours on offer, or days of one's own."""

from dataclasses import dataclass

from django import forms

from qna.consultations.actions.asking import WishedDate, taken_in_words
from qna.consultations.enums import HourWay, PartOfDay
from qna.consultations.models import OfferedHour
from qna.consultations.models.consultation import WISHES
from sessions.enrolment.forms.people import day_field

RANKS = range(1, WISHES + 1)
NONE_WISHED = "希望日時を1つ以上、入力してください"
TWO_IN_ONE = "第{rank}希望は、空いている日時か、ご希望の日のどちらか一方にしてください"
TWICE = "第{rank}希望が、ほかの希望と同じです"
OTHER_WAY = "第{rank}希望の日時は「{way}」です。ほかの日時を選んでください"


@dataclass(frozen=True)
class HourRow:
    """A line of the table of free hours: the hour, and a radio button for each rank."""

    hour: OfferedHour | None
    choices: list[dict]


class DateWishesForm(forms.Form):
    """`hour_1` to `hour_3` are radio buttons in a table, a column each; `day_n` and `part_n` stand in their place."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.hours = list(OfferedHour.objects.free())
        for rank in RANKS:
            self.fields[f"hour_{rank}"] = forms.ModelChoiceField(
                label=f"第{rank}希望", queryset=OfferedHour.objects.select_related("advisor"), required=False
            )
            self.fields[f"day_{rank}"] = day_field(f"第{rank}希望の日", required=False)
            self.fields[f"part_{rank}"] = forms.ChoiceField(
                label=f"第{rank}希望の時間帯", choices=PartOfDay.choices, initial=PartOfDay.ANY, required=False
            )

    @property
    def hour_rows(self) -> list[HourRow]:
        """The free hours, and last the line of who wants none of them."""
        rows: list[OfferedHour | None] = [*self.hours, None]
        return [HourRow(hour, [self._choice(rank, hour) for rank in RANKS]) for hour in rows]

    def _choice(self, rank: int, hour: OfferedHour | None) -> dict:
        field = self[f"hour_{rank}"]
        value = str(hour.pk) if hour else ""
        chosen = str(field.value() or "")
        offered = {str(one.pk) for one in self.hours}
        is_checked = chosen == value if hour else chosen not in offered
        suffix = "" if hour == (self.hours[0] if self.hours else None) else f"_{value or 'none'}"
        return {
            "name": field.html_name,
            "value": value,
            "id": f"{field.auto_id}{suffix}",
            "is_checked": is_checked,
            "label": f"第{rank}希望：{hour.when_in_words if hour else '選ばない'}",
        }

    @property
    def day_rows(self) -> list[tuple]:
        return [(self[f"day_{rank}"], self[f"part_{rank}"]) for rank in RANKS]

    @property
    def hour_errors(self) -> list[tuple[str, str]]:
        """(id of the column's first button, sentence) of what is wrong in the table."""
        return [(self[name].auto_id, error) for name in self._hour_names for error in self[name].errors]

    @property
    def _hour_names(self) -> list[str]:
        return [f"hour_{rank}" for rank in RANKS]

    def clean(self):
        cleaned = super().clean()
        self.wishes: list[WishedDate] = []
        for rank in RANKS:
            self._clean_rank(rank, cleaned)
        if not self.wishes and not self.errors:
            self.add_error("day_1", NONE_WISHED)
        return cleaned

    def _clean_rank(self, rank: int, cleaned: dict) -> None:
        hour, day = cleaned.get(f"hour_{rank}"), cleaned.get(f"day_{rank}")
        if hour and day:
            self.add_error(f"day_{rank}", TWO_IN_ONE.format(rank=rank))
        elif hour and not hour.is_free:
            self.add_error(f"hour_{rank}", taken_in_words(hour))
        elif hour and not self._suits(hour, cleaned):
            self.add_error(f"hour_{rank}", OTHER_WAY.format(rank=rank, way=hour.get_way_display()))
        elif hour or day:
            self._add(rank, WishedDate(hour, day, "" if hour else cleaned.get(f"part_{rank}") or PartOfDay.ANY))

    def _suits(self, hour: OfferedHour, cleaned: dict) -> bool:
        way = cleaned.get("way")
        return not way or hour.way in (HourWay.EITHER, way)

    def _add(self, rank: int, wish: WishedDate) -> None:
        if wish in self.wishes:
            self.add_error(f"hour_{rank}" if wish.hour else f"day_{rank}", TWICE.format(rank=rank))
        else:
            self.wishes.append(wish)
