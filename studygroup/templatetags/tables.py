"""Tables of the CMS, written so that a phone can show each row as a block of labelled cells."""

from django import template
from wagtail.contrib.typed_table_block.blocks import TypedTable

register = template.Library()


@register.filter
def labelled_rows(table: TypedTable) -> list[list[tuple[str, object]]]:
    """Every row as (heading of the column, cell) pairs."""
    headings = [column["heading"] for column in table.columns]
    return [list(zip(headings, row, strict=False)) for row in table.rows]
