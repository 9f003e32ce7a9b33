"""`manage.py maintenance_page "22:00〜23:00" > page.html`: what nginx answers with while the site is down."""

from django.core.management.base import BaseCommand
from django.template.loader import render_to_string


class Command(BaseCommand):
    help = "メンテナンス中に表示するページを書き出します。"

    def add_arguments(self, parser):
        parser.add_argument("period", nargs="?", default="", help="例：22:00〜23:00")

    def handle(self, period, **options):
        self.stdout.write(render_to_string("maintenance.html", {"period": period}))
