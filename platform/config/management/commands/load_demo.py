"""`manage.py load_demo`: the programme, and sample people, enrolments, materials, videos, questions, consultations."""

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from archive import demo as archive_demo
from qna import demo as qna_demo
from qna.consultations import demo as consultations_demo
from sessions.enrolment import demo as enrolment_demo
from sessions.live import demo as live_demo
from studygroup import demo


class Command(BaseCommand):
    help = "見本の内容を読み込みます（何度実行しても同じです）。"

    def add_arguments(self, parser):
        parser.add_argument("--rewind", action="store_true", help="見本の時計を DEMO_NOW に戻す")

    def handle(self, rewind, **options):
        if not settings.DEMO:
            raise CommandError("load_demo は、DEMO=1 のときだけ使えます。")
        demo.start_clock(rewind=rewind)
        with transaction.atomic():
            call_command("load_programme")
            participants = demo.load_people(demo.load_sample_municipalities())
            enrolment_demo.load_enrolments(participants)
            archive_demo.load_archive()
            qna_demo.load_questions(participants)
            consultations_demo.load_consultations(participants)
            live_demo.load_rooms()
        if rewind:
            self.stdout.write(f"見本の時計を {settings.DEMO_NOW} に戻しました。")
