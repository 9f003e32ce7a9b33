"""The one question that each database answers in its own words: which wordings hold these grams."""

from django.db import models
from django.db.models import Lookup


class GramsField(models.TextField):
    """Grams between blanks, in the full-text index of the database (migration 0002)."""


@GramsField.register_lookup
class Holds(Lookup):
    """`grams__holds={"脱炭", "炭素"}`: all of them."""

    lookup_name = "holds"
    prepare_rhs = False
    joiner, operator = " AND ", "@>"

    def as_sqlite(self, compiler, connection):
        wanted = self.joiner.join(f'"{gram}"' for gram in sorted(self.rhs))
        key = connection.ops.quote_name(self.lhs.alias)
        sql = f"{key}.entry_id IN (SELECT rowid FROM search_wording_fts WHERE search_wording_fts MATCH %s)"  # noqa: S608
        return sql, [wanted]

    def as_postgresql(self, compiler, connection):
        column, params = self.process_lhs(compiler, connection)
        return f"string_to_array({column}, ' ') {self.operator} %s::text[]", [*params, sorted(self.rhs)]


@GramsField.register_lookup
class Touches(Holds):
    """`grams__touches=…`: at least one of them."""

    lookup_name = "touches"
    joiner, operator = " OR ", "&&"
