"""`manage.py load_programme`: the 62 municipalities, the page tree and the real programme of 2021, without samples."""

from django.core.management.base import BaseCommand
from django.db import transaction

from sessions import content as programme_content
from studygroup import content


class Command(BaseCommand):
    help = "62市区町村、ページ、2021年度のカリキュラムを読み込みます（何度実行しても同じです）。"

    @transaction.atomic
    def handle(self, **options):
        content.load_municipalities()
        content.load_contact()
        home = content.load_home()
        programme = programme_content.load_programme(home)
        programme_content.load_sessions(programme_content.load_series(home, programme))
        content.load_pages(home)
        content.load_news(home)
