from datetime import UTC, date, datetime, time, timedelta

import pytest
from django import forms
from django.template import Context, Template
from pytest_django.asserts import assertHTMLEqual

from studygroup.templatetags import site

LATE_THURSDAY_IN_LONDON = datetime(2021, 10, 28, 15, 30, tzinfo=UTC)  # Friday 0:30 in Tokyo


class ContactForm(forms.Form):
    mail = forms.EmailField(label="メールアドレス", widget=forms.EmailInput(attrs={"placeholder": "メールアドレス"}))
    mode = forms.ChoiceField(
        label="参加方法",
        choices=[("venue", "会場"), ("online", "オンライン")],
        widget=forms.RadioSelect,
        error_messages={"required": "参加方法を選んでください"},
    )

    def clean(self):
        raise forms.ValidationError("受付は終わりました")


def render(source, **context):
    return Template("{% load site %}" + source).render(Context(context))


@pytest.mark.parametrize(
    ("filter_name", "value", "written"),
    [
        ("weekday", date(2021, 10, 29), "金"),
        ("month_day", date(2021, 10, 29), "10月29日（金）"),
        ("month_day", LATE_THURSDAY_IN_LONDON, "10月29日（金）"),
        ("year_month_day", date(2021, 10, 22), "2021年10月22日"),
        ("full_date", date(2021, 10, 22), "2021年10月22日（金）"),
        ("full_date", LATE_THURSDAY_IN_LONDON, "2021年10月29日（金）"),
        ("clock_time", time(13, 30), "13:30"),
        ("clock_time", LATE_THURSDAY_IN_LONDON, "0:30"),
        ("fiscal_year", 2021, "2021年度"),
        ("fiscal_year", date(2022, 3, 31), "2021年度"),
        ("fiscal_year", date(2022, 4, 1), "2022年度"),
        ("fiscal_year", datetime(2022, 3, 31, 15, 0, tzinfo=UTC), "2022年度"),
        ("file_size", 0, "0KB"),
        ("file_size", 1, "1KB"),
        ("file_size", 48 * 1024, "48KB"),
        ("file_size", 300_000, "0.3MB"),
        ("file_size", 10_276_045, "9.8MB"),
        ("duration", 8, "0:08"),
        ("duration", 2892, "48:12"),
        ("duration", 5560.9, "1:32:40"),
        ("duration", timedelta(hours=1, minutes=32, seconds=40), "1:32:40"),
    ],
)
def test_values_are_written_the_japanese_way(filter_name, value, written):
    assert getattr(site, filter_name)(value) == written


@pytest.mark.parametrize(
    "filter_name",
    ["weekday", "month_day", "year_month_day", "full_date", "clock_time", "fiscal_year", "file_size", "duration"],
)
@pytest.mark.parametrize("missing", [None, ""])
def test_what_is_missing_is_written_as_nothing(filter_name, missing):
    assert getattr(site, filter_name)(missing) == ""


@pytest.fixture
def plain_static_names(settings):
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    site.sprite_url.cache_clear()
    site.icon.cache_clear()
    yield
    site.sprite_url.cache_clear()
    site.icon.cache_clear()


@pytest.mark.usefixtures("plain_static_names")
def test_icon_points_into_the_sprite_and_is_hidden_from_readers():
    assert render('{% icon "clock" %}') == (
        '<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">'
        '<use href="/static/icons/sprite.svg#i-clock"></use></svg>'
    )


@pytest.mark.usefixtures("plain_static_names")
def test_icon_takes_one_more_class():
    assert render('{% icon "next" "quick__arrow" %}') == (
        '<svg class="icon quick__arrow" viewBox="0 0 24 24" aria-hidden="true" focusable="false">'
        '<use href="/static/icons/sprite.svg#i-next"></use></svg>'
    )


@pytest.mark.parametrize(
    ("url", "path", "written"),
    [
        ("/", "/", ' aria-current="page"'),
        ("/", "/news/", ""),
        ("/subcommittees/", "/subcommittees/", ' aria-current="page"'),
        ("/subcommittees/", "/subcommittees/mitigation/2021-2/", ' aria-current="true"'),
        ("/subcommittees/", "/meetings/", ""),
    ],
)
def test_menu_marks_the_page_read_and_the_section_it_lies_in(url, path, written):
    assert site.aria_current(url, path) == written


def test_widget_of_a_fresh_field_has_our_class_and_no_placeholder():
    form = ContactForm()

    assertHTMLEqual(
        render("{% widget field %}", field=form["mail"]),
        '<input type="email" name="mail" maxlength="320" required class="input" id="id_mail">',
    )


def test_widget_of_a_wrong_field_names_its_help_and_its_error():
    form = ContactForm({"mail": "ko", "mode": "venue"})

    assertHTMLEqual(
        render('{% widget field "仕事用のもの" class="input--code" inputmode="email" %}', field=form["mail"]),
        '<input type="email" name="mail" value="ko" maxlength="320" required inputmode="email"'
        ' class="input input--code" aria-describedby="id_mail_helptext id_mail_error"'
        ' aria-invalid="true" id="id_mail">',
    )


def test_error_links_lead_to_the_form_then_to_each_field_in_order():
    form = ContactForm({"mail": ""})

    assert site.error_links(form) == [
        site.ErrorLink("", "受付は終わりました"),
        site.ErrorLink("id_mail", f"メールアドレス：{form.errors['mail'][0]}"),
        site.ErrorLink("id_mode_0", "参加方法を選んでください"),
    ]


def test_error_links_of_a_form_not_sent_are_none():
    assert site.error_links(ContactForm()) == []
