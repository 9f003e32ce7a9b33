"""How a study session is found and shown by a search."""

from wagtail.search import index

from studygroup.found import Found
from studygroup.models.public_page import PublicPage


class SearchedSession(PublicPage):
    search_fields = [*PublicPage.search_fields, index.SearchField("search_text")]
    search_group = "session", "開催回"

    class Meta:
        abstract = True

    def search_text(self) -> list[str]:
        """Theme, summary, agenda with what is shared, and what became of it."""
        items = [" ".join((item.tag_label, item.title, item.presenter)) for item in self.agenda_items.all()]
        place = self.venue.name if self.venue else self.town
        return [self.theme, self.summary, *items, place, self.reason, self.consequence, self.result]

    def search_found(self, is_open: bool) -> Found:
        when = f"{self.fiscal_year}年度・{self.date_in_words}"
        return Found(self.title, self.get_url(), self.status[1], place=self.theme, when=when)
