"""What is found by, and the words that mean the same."""

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models

from archive.search.folding import atoms_of
from archive.search.grams import GramsField
from archive.search.querysets import EntryQuerySet
from studygroup import page_cache


class Entry(models.Model):
    """A stretch of the text of one thing, as it is searched; how it was written is its `Wording`.

    `part` numbers the stretches of a thing. What can be closed to a reader has one with nothing but its title and what
    else whoever knows of it may read: that one is open text. Apart from the wording, since a question reads the atoms
    of every entry that may answer it, and nothing else.
    """

    is_shown_to_public = False
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.BigIntegerField()
    part = models.PositiveIntegerField()
    is_open_text = models.BooleanField(default=False)
    fiscal_year = models.PositiveSmallIntegerField(null=True)
    series = models.BigIntegerField(null=True)
    size = models.PositiveIntegerField()
    title_atoms = models.TextField()
    atoms = models.TextField()
    objects = EntryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["content_type", "object_id", "part"], name="search_entry_part_once")
        ]

    def __str__(self):
        return f"{self.content_type} {self.object_id}-{self.part}"


class Wording(models.Model):
    """An entry as it was written, and the grams by which the database finds it.

    `known`: what whoever knows of the thing may read beside its title. `marks`: where in `text` a page or a line
    begins, each [offset, label, fragment of the address].
    """

    is_shown_to_public = False
    entry = models.OneToOneField(Entry, on_delete=models.CASCADE, primary_key=True)
    title = models.TextField()
    known = models.TextField(blank=True)
    text = models.TextField(blank=True)
    marks = models.JSONField(default=list)
    grams = GramsField()

    def __str__(self):
        return self.title


class SynonymGroup(models.Model):
    """同義語: words that mean the same to whoever searches, kept by the office."""

    is_shown_to_public = True  # a change is a new version of what every process remembers
    words = models.CharField(
        "同じ意味の言葉", max_length=300, help_text="「、」で区切ります。例：脱炭素、カーボンニュートラル、ゼロカーボン"
    )

    class Meta:
        verbose_name = verbose_name_plural = "同義語"
        ordering = ["words"]

    def __str__(self):
        return self.words

    @property
    def listed(self) -> list[str]:
        return [word for piece in self.words.replace(",", "、").split("、") if (word := piece.strip())]

    def clean(self):
        if len(self.listed) < 2:
            raise ValidationError({"words": "同じ意味の言葉を、「、」で区切って2つ以上入力してください。"})
        if short := [word for word in self.listed if len(atoms_of(word).strip()) < 2]:
            raise ValidationError({"words": f"「{short[0]}」は短すぎます。2文字以上の言葉を入力してください。"})


def synonyms() -> dict[str, list[str]]:
    """By the atoms of each word of the office's table: the other words of its groups, as they are written."""
    return page_cache.remember("search_synonyms", _read_synonyms)


def _read_synonyms() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for group in SynonymGroup.objects.all():
        for word in group.listed:
            others = found.setdefault(atoms_of(word), [])
            others += [other for other in group.listed if other != word and other not in others]
    return found
