"""Which of the 62 are enrolled, and in what: the facts behind the map and its table."""

from dataclasses import dataclass
from itertools import groupby

from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.html import format_html

from sessions.dates import fiscal_year_of
from sessions.enrolment.models import Enrolment
from sessions.enums import Track
from studygroup.enums import MunicipalityKind
from studygroup.models import Municipality

ISLANDS = "島しょ"
REGIONS = {MunicipalityKind.WARD: "区部", MunicipalityKind.CITY: "市部"}
TOWNS = "町村部"


@dataclass(frozen=True)
class Place:
    """One of the 62: where its tile stands on the map (`spot`, classes of tilemap.css) and its row in the table."""

    code: str
    name: str
    short_name: str
    kana: str
    region: str
    spot: str
    is_enrolled: bool
    in_mitigation: bool
    in_adaptation: bool

    @property
    def is_island(self) -> bool:
        return self.region == ISLANDS

    @property
    def state(self) -> tuple[str, str, str]:
        """(css name, letters on the tile, words) of its standing in the two 分科会."""
        match self.in_mitigation, self.in_adaptation:
            case True, True:
                return "both", "緩・適", "緩和策・適応策に登録"
            case True, False:
                return "mit", "緩", "緩和策のみ登録"
            case False, True:
                return "ada", "適", "適応策のみ登録"
        return "none", "–", "未登録"


@dataclass(frozen=True)
class Coverage:
    places: tuple[Place, ...]

    @property
    def total(self) -> int:
        return len(self.places)

    @property
    def enrolled(self) -> int:
        """Municipalities with any enrolment that counts: two departments of one city are one."""
        return sum(place.is_enrolled for place in self.places)

    @property
    def in_mitigation(self) -> int:
        return sum(place.in_mitigation for place in self.places)

    @property
    def in_adaptation(self) -> int:
        return sum(place.in_adaptation for place in self.places)

    @property
    def regions(self) -> list[tuple[str, list[Place]]]:
        """区部, 市部, 町村部 and 島しょ, each with its places."""
        return [(region, list(places)) for region, places in groupby(self.places, key=lambda place: place.region)]


def read_coverage(fiscal_year: int | None = None) -> Coverage:
    """The standing of the 62 now (or in one fiscal year), in their official order; samples stay out."""
    now = Enrolment.objects.admitting(fiscal_year_of(timezone.localdate()))
    of_the_year = Enrolment.objects.counting().filter(fiscal_year=fiscal_year)
    counting = (of_the_year if fiscal_year else now).filter(department__municipality=OuterRef("pk"))
    municipalities = Municipality.objects.real().annotate(
        is_enrolled=Exists(counting),
        in_mitigation=Exists(counting.filter(series__track=Track.MITIGATION)),
        in_adaptation=Exists(counting.filter(series__track=Track.ADAPTATION)),
    )
    return Coverage(tuple(_place(municipality) for municipality in municipalities))


def _place(municipality) -> Place:
    return Place(
        code=municipality.code,
        name=municipality.name,
        short_name=municipality.short_name,
        kana=municipality.kana,
        region=ISLANDS if municipality.area == ISLANDS else REGIONS.get(municipality.kind, TOWNS),
        spot=format_html("at-x-{} at-y-{}", municipality.grid_column + 1, municipality.grid_row + 1),
        is_enrolled=municipality.is_enrolled,
        in_mitigation=municipality.in_mitigation,
        in_adaptation=municipality.in_adaptation,
    )
