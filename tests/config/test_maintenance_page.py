from io import StringIO

from django.core.management import call_command


def test_the_maintenance_page_is_written_with_its_period_and_without_a_database():
    page = StringIO()

    call_command("maintenance_page", "22:00〜23:00", stdout=page)

    assert "ただいまメンテナンス中です（22:00〜23:00の予定）。" in page.getvalue()
