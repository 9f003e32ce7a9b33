"""Reading the index: what a question finds, for whom, in which order."""

from functools import reduce
from operator import add, and_, or_

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import BooleanField, Case, Exists, ExpressionWrapper, F, FloatField, OuterRef, Q, Value, When
from django.db.models.functions import Cast, Length, Replace, StrIndex
from django.db.models.lookups import GreaterThan
from wagtail.models import Page

from archive.search.folding import count_atoms, grams_of, whole_runs
from studygroup.models.public_page import PublicPage
from studygroup.querysets import PublicPageQuerySet

# How a word's score grows: slowly with how often it stands there, less in a long text; a title outweighs any text.
SATURATION, LENGTH_SHARE, USUAL_LENGTH = 1.2, 0.75, 500
TITLE_WEIGHT = 2.0


class EntryQuerySet(models.QuerySet):
    def of(self, model):
        """Of things of `model` and of what derives from it."""
        return self.filter(content_type__in=[content_type_of(each) for each in derived(model)])

    def readable_by(self, user, models_searched):
        """What `user` may read of things of these models: all of what is open; of what is closed, its open text."""
        pages = [model for model in models_searched if _is_open_to_all(model)]
        others = (_readable(user, model) for model in models_searched if model not in pages)
        return self.filter(reduce(or_, others, _published(user, pages)))

    def in_place(self, *, year: int | None = None, series: int | None = None):
        """Of one fiscal year and one series, each where given."""
        wanted = {"fiscal_year": year, "series": series}
        return self.filter(**{field: value for field, value in wanted.items() if value is not None})

    def matching(self, question):
        """Those that hold every word of `question`; none where it asks for none."""
        return self.filter(reduce(and_, map(holds_word, question.words))) if question else self.none()

    def without(self, question, readable):
        """Not those of a thing of which one of the `readable` entries holds a word that is not wanted."""
        if not question.without:
            return self
        of_same_thing = readable.filter(content_type=OuterRef("content_type"), object_id=OuterRef("object_id"))
        unwanted = reduce(or_, (_stands(reading) for word in question.without for reading in word.readings))
        return self.exclude(Exists(of_same_thing.filter(unwanted)))

    def by_relevance(self, question):
        """The best first, by `score`: how often and how densely each word stands there, and whether in the title."""
        scores = [score_of(reading) for word in question.words for reading in word.readings]
        scored = self.annotate(score=reduce(add, scores, Value(0.0, output_field=FloatField())))
        return scored.order_by("-score", F("fiscal_year").desc(nulls_last=True), "-object_id", "content_type", "part")

    def with_wording(self):
        """With how it was written, and without what it is searched by."""
        return self.select_related("wording").defer("atoms", "title_atoms", "wording__grams")

    def touching(self, atoms: str):
        """Those that share a gram with `atoms`."""
        grams = grams_of(atoms)
        return self.filter(wording__grams__touches=grams) if grams else self.none()


def derived(model) -> list[type]:
    """`model` and its concrete children, to the last."""
    below = [each for child in model.__subclasses__() if not child._meta.proxy for each in derived(child)]
    return below if model._meta.abstract else [model, *below]


def content_type_of(model) -> ContentType:
    return ContentType.objects.get_for_model(model)


def _is_open_to_all(model) -> bool:
    """Whether it is a page of which all that is published may be read: one question answers for all of these."""
    is_page = issubclass(model, PublicPage)
    return is_page and type(model._default_manager.all()).visible_to is PublicPageQuerySet.visible_to


def _published(user, page_models) -> Q:
    of_pages = Q(content_type__in=[content_type_of(model) for model in page_models])
    return of_pages & _is_among(PublicPageQuerySet(Page).visible_to(user))


def _readable(user, model) -> Q:
    """Entries of `model`: those of what is visible to `user`, and the open text of what is merely listed."""
    manager = model._default_manager
    of_model = Q(content_type=content_type_of(model))
    readable = _is_among(manager.visible_to(user))
    if hasattr(manager, "listed_for"):
        readable |= Q(is_open_text=True) & _is_among(manager.listed_for(user))
    return of_model & readable


def _is_among(things) -> Q:
    """That the thing is one of `things`: asked for each entry that answers, since few do."""
    return Q(Exists(things.order_by().filter(pk=OuterRef("object_id"))))


def holds_word(word) -> Q:
    return reduce(or_, map(_holds, word.readings))


def _holds(atoms: str) -> Q:
    """That a text holds these atoms side by side: the index tells which may, the text itself which do."""
    grams = grams_of(whole_runs(atoms))
    if not grams:
        return Q(_stands(atoms))  # a single character, or the beginning of a run
    wordings = apps.get_model("search", "Wording").objects
    found = Q(pk__in=wordings.filter(grams__holds=grams).values("pk"))
    is_told_by_grams = len(grams) == 1 and count_atoms(atoms) <= 2 and whole_runs(atoms) == atoms
    return found if is_told_by_grams else found & Q(_stands(atoms))


def _stands(atoms: str, column: str = "atoms"):
    """That the text holds these atoms, read from end to end."""
    return ExpressionWrapper(GreaterThan(StrIndex(F(column), Value(atoms)), 0), output_field=BooleanField())


def score_of(atoms: str):
    """Between 0 and 1 for the text, plus `TITLE_WEIGHT` where the title holds it."""
    size = Cast("size", FloatField())
    without = Cast(Length(Replace("atoms", Value(atoms), Value(""))), FloatField())
    times = (size - without) / float(len(atoms))
    room = SATURATION * (1 - LENGTH_SHARE) + SATURATION * LENGTH_SHARE / USUAL_LENGTH * size
    in_title = Case(When(_stands(atoms, "title_atoms"), then=Value(TITLE_WEIGHT)), default=Value(0.0))
    return times / (times + room) + in_title
