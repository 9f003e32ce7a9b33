from django.db import migrations


def key_by_code(apps, schema_editor):
    """What readers were told stands in for a session was kept by title alone, drafts among it."""
    PublishedFacts = apps.get_model("study_sessions", "PublishedFacts")
    for told in PublishedFacts.objects.select_related("study_session"):
        published = told.study_session.replaced_by.filter(live=True)
        told.facts["replaced_by"] = dict(published.values_list("code", "title"))
        told.save(update_fields=["facts"])


class Migration(migrations.Migration):
    dependencies = [("study_sessions", "0002_publishedfacts")]
    operations = [migrations.RunPython(key_by_code, migrations.RunPython.noop, elidable=True)]
