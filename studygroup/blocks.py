"""What a plain page is made of."""

from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock


class LinkBlock(blocks.StructBlock):
    label = blocks.CharBlock(label="文言")
    url = blocks.CharBlock(label="行き先", help_text="サイト内は / から始めます。例：/calendar/")

    class Meta:
        icon = "link"
        label = "ボタン"
        template = "studygroup/blocks/link.html"


class BodyBlock(blocks.StreamBlock):
    heading = blocks.CharBlock(label="見出し", icon="title", template="studygroup/blocks/heading.html")
    text = blocks.RichTextBlock(
        label="本文",
        features=["h3", "bold", "ol", "ul", "link"],
        template="studygroup/blocks/text.html",
    )
    table = TypedTableBlock(
        [("text", blocks.TextBlock(required=False, label="文字"))], label="表", template="studygroup/blocks/table.html"
    )
    link = LinkBlock()
