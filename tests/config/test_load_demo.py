"""`manage.py load_demo`: the same however often it runs, never outside the demo, and one clock for all."""

from datetime import datetime, timedelta

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command

from studygroup.clock import real_now
from studygroup.models import DemoClock

TOLERANCE = timedelta(seconds=30)


def rows() -> dict[str, int]:
    """How many there are of everything of ours."""
    labels = ("studygroup", "study_sessions", "enrolment", "archive")
    return {model._meta.label: model._default_manager.count() for label in labels for model in models_of(label)}


def models_of(label):
    return apps.get_app_config(label).get_models()


def test_outside_the_demo_it_refuses(db):
    with pytest.raises(CommandError):
        call_command("load_demo")


def test_loading_twice_is_loading_once(db, settings):
    settings.DEMO = True
    call_command("load_demo")
    once = rows()

    call_command("load_demo")

    assert rows() == once


def test_the_clock_starts_at_the_demos_present_and_only_a_rewind_sets_it_back(db, settings):
    settings.DEMO = True
    call_command("load_demo")
    DemoClock.objects.update(offset_seconds=0)

    call_command("load_demo")
    left_alone = DemoClock.objects.get().offset_seconds
    call_command("load_demo", rewind=True)
    present = real_now() + timedelta(seconds=DemoClock.objects.get().offset_seconds)

    assert left_alone == 0
    assert abs(present - datetime.fromisoformat(settings.DEMO_NOW)) < TOLERANCE
