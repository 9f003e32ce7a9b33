"""Reading the organisation."""

from django.db import models
from django.db.models.functions import Length
from wagtail.models import PageQuerySet

from studygroup.enums import Role
from studygroup.folding import fold

# Wagtail's bookkeeping of a page, which no list shows: a column costs a query more to write than to read.
BOOKKEEPING = (
    "alias_of",
    "draft_title",
    "expire_at",
    "expired",
    "first_published_at",
    "go_live_at",
    "has_unpublished_changes",
    "latest_revision",
    "latest_revision_created_at",
    "live_revision",
    "locked",
    "locked_at",
    "locked_by",
    "numchild",
    "owner",
    "search_description",
    "seo_title",
    "show_in_menus",
    "translation_key",
)


class PublicPageQuerySet(PageQuerySet):
    def visible_to(self, user):
        """What is published: a page is for everybody."""
        return self.live()

    def brief(self):
        """For lists: without the columns that only a page's own answer and the CMS need."""
        return self.defer(*BOOKKEEPING)


class MunicipalityQuerySet(models.QuerySet):
    def real(self):
        """The 62, without the demo's sample municipalities."""
        return self.filter(is_sample=False)

    def matching(self, words: str):
        """Those whose name, kana, romaji, code or alias holds `words`, whatever its width, kana or variant."""
        return self.filter(search_text__contains=fold(words)) if words.strip() else self

    def owning_address(self, address: str):
        """The municipalities whose mail domains hold `address`, the longest domain first; sub-domains match."""
        labels = address.rpartition("@")[2].lower().split(".")
        suffixes = [".".join(labels[i:]) for i in range(len(labels) - 1)]
        return self.filter(mail_domains__domain__in=suffixes).order_by(Length("mail_domains__domain").desc())


class UserQuerySet(models.QuerySet):
    def waiting_for_municipality(self):
        """Signed-up people whose mail domain told nothing: the office ties them by hand."""
        waiting = self.filter(municipality__isnull=True, is_active=True, is_superuser=False)
        return waiting.exclude(groups__name__in=Role.values)

    def in_secretariat(self):
        return self.filter(groups__name=Role.SECRETARIAT, is_active=True)

    def in_office(self):
        """Secretariat, organiser and advisors."""
        return self.filter(groups__name__in=Role.values, is_active=True).distinct()


class ContactMessageQuerySet(models.QuerySet):
    def open(self):
        """Nobody has said yet that it is dealt with."""
        return self.filter(handled_at__isnull=True)

    def received_before(self, moment):
        return self.filter(received_at__lt=moment)
