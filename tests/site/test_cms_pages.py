"""Every page of the site can be opened in its editor."""

from wagtail.models import Page


def test_the_secretariat_opens_the_editor_of_every_page(client, cast, settings):
    settings.DEMO = True
    client.force_login(cast.secretariat)
    pages = Page.objects.filter(depth__gt=1)

    answers = {page.url_path: client.get(f"/cms/pages/{page.pk}/edit/").status_code for page in pages}

    assert answers == dict.fromkeys(answers, 200)
