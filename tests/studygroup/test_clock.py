"""The demo's clock where nobody asks `timezone.now`."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from studygroup import clock
from tests.isolation import DEMO_START, real_now


@pytest.mark.parametrize(("ago", "words"), [(timedelta(0), "0分"), (timedelta(minutes=3), "3分")])
def test_how_long_ago_is_counted_from_the_sites_present(ago, words):
    assert clock.demo_timesince(timezone.now() - ago) == words


def test_days_and_naive_moments_are_counted_too():
    assert clock.demo_timesince(date(2021, 10, 24)).startswith("1日")


def test_the_stamp_on_a_mail_is_told_as_the_site_told_it(monkeypatch):
    monkeypatch.setattr(clock, "real_now", real_now)

    told = clock.as_told(real_now())

    assert abs(told - timezone.datetime.fromisoformat(DEMO_START)) < timedelta(seconds=5)


def test_a_mail_of_the_demo_is_dated_by_the_sites_clock(client, db, settings, tmp_path, monkeypatch):
    monkeypatch.setattr(clock, "real_now", real_now)
    settings.DEMO, settings.EMAIL_FILE_PATH = True, str(tmp_path)
    stamp = real_now().strftime("%a, %d %b %Y %H:%M:%S -0000")
    (tmp_path / "1.log").write_text(f"Subject: x\nFrom: a@test.example\nTo: b@test.example\nDate: {stamp}\n\nx\n")

    page = client.get("/demo/mail/").content.decode()

    assert "2021年10月25日（月）" in page
    assert "9:00" in page or "8:59" in page
