"""Wagtail's search, on our index: the same on both databases, for the site and for the choosers of the CMS.

The ORM does what the stock database backends leave to one database or the other; `modelsearch`'s own backend for any
database is what we build on, and only how a text is found and in which order is ours.
"""

from functools import reduce
from operator import and_, or_

from django.db import models
from django.db.models import OuterRef, Q, Subquery
from modelsearch.backends.base import BaseIndex
from modelsearch.backends.database.fallback import (
    MATCH_ALL,
    MATCH_NONE,
    DatabaseSearchBackend,
    DatabaseSearchQueryCompiler,
    DatabaseSearchResults,
)
from modelsearch.query import Phrase, PlainText
from wagtail.search.index import get_indexed_models

from archive.search.indexing import write_entries
from archive.search.models import Entry, synonyms
from archive.search.querysets import content_type_of, holds_word
from archive.search.questions import Question, parse


class EntryIndex(BaseIndex):
    def add_items(self, model, items):
        write_entries(model, items)

    def delete_item(self, item):
        Entry.objects.of(type(item)).filter(object_id=item.pk).delete()

    def reset(self):
        Entry.objects.all().delete()

    def forget_what_is_gone(self):
        """Entries of things that were deleted without a signal, or are not indexed any more."""
        for model in get_indexed_models():
            there = model._default_manager.order_by().values("pk")
            Entry.objects.filter(content_type=content_type_of(model)).exclude(object_id__in=there).delete()
        kinds = [content_type_of(model) for model in get_indexed_models()]
        Entry.objects.exclude(content_type__in=kinds).delete()


class EntryRebuilder:
    """`update_index`: what has changed is written, what is gone goes; readers search on meanwhile."""

    def __init__(self, index):
        self.index = index

    def start(self):
        self.index.forget_what_is_gone()
        return self.index

    def finish(self):
        """Nothing is left to do."""


class EntryQueryCompiler(DatabaseSearchQueryCompiler):
    is_typing = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.questions: list[Question] = []  # what was asked, for the order of what is found

    def check(self):
        """The ORM filters and sorts by any column: none needs to be declared for it."""

    def build_database_filter(self, query, boost=1.0):
        if isinstance(query, PlainText):
            return self._found(parse(query.query_string, synonyms()), and_ if query.operator == "and" else or_)
        if isinstance(query, Phrase):
            return self._found(parse(f'"{query.query_string}"'), and_)
        return super().build_database_filter(query, boost)

    def _found(self, question: Question, operator):
        if self.is_typing:
            question = question.while_typing()
        if not question.words:
            return MATCH_NONE
        self.questions.append(question)
        entries = Entry.objects.of(self.queryset.model)
        found = entries.filter(reduce(operator, map(holds_word, question.words)))
        wanted = Q(pk__in=found.values("object_id"))
        if question.without:
            unwanted = entries.filter(reduce(or_, map(holds_word, question.without)))
            wanted &= ~Q(pk__in=unwanted.values("object_id"))
        return wanted

    def score(self):
        """The best of each thing's entries."""
        asked = Question("", tuple(word for question in self.questions for word in question.words))
        entries = Entry.objects.of(self.queryset.model).filter(object_id=OuterRef("pk")).by_relevance(asked)
        return Subquery(entries.values("score")[:1], output_field=models.FloatField())


class EntryAutocompleteQueryCompiler(EntryQueryCompiler):
    """The last word may go on."""

    is_typing = True


class EntryResults(DatabaseSearchResults):
    def get_queryset(self):
        compiler = self.query_compiler
        wanted = compiler.build_database_filter(compiler.query)
        queryset = compiler.queryset
        if wanted == MATCH_NONE:
            return queryset.none()
        if wanted != MATCH_ALL:
            queryset = queryset.filter(wanted)
        if compiler.questions and (compiler.order_by_relevance or self._score_field):
            queryset = queryset.annotate(**{self._score_field or "_score": compiler.score()})
        if compiler.order_by_relevance and compiler.questions:
            queryset = queryset.order_by(f"-{self._score_field or '_score'}", "-pk")
        elif not queryset.query.order_by:
            queryset = queryset.order_by("-pk")  # the same over all pages
        return queryset[self.start : self.stop]

    def _do_search(self):
        return list(self.get_queryset())

    def _do_count(self):
        return self.get_queryset().order_by().count()


class EntryBackend(DatabaseSearchBackend):
    index_class = EntryIndex
    query_compiler_class = EntryQueryCompiler
    autocomplete_query_compiler_class = EntryAutocompleteQueryCompiler
    results_class = EntryResults
    rebuilder_class = EntryRebuilder


SearchBackend = EntryBackend
