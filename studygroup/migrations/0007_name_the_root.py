"""The page above all pages, which Wagtail calls Root, is seen in the CMS: it gets a name in Japanese."""

from django.db import migrations


def name_root(apps, schema_editor):
    pages = apps.get_model("wagtailcore", "Page").objects
    pages.filter(depth=1, title="Root").update(title="すべてのページ", draft_title="すべてのページ")


class Migration(migrations.Migration):
    dependencies = [
        ("studygroup", "0006_tied_by_office_and_no_document_links"),
        ("wagtailcore", "0098_apitoken"),
    ]
    operations = [migrations.RunPython(name_root, migrations.RunPython.noop, elidable=True)]
