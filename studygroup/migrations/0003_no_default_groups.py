from django.db import migrations


def remove_default_groups(apps, schema_editor):
    """Wagtail's own Moderators and Editors: here the groups are the roles of studygroup.enums.Role."""
    apps.get_model("auth", "Group").objects.filter(name__in=["Moderators", "Editors"]).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("studygroup", "0002_pages_and_settings"),
        ("wagtailcore", "0002_initial_data"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
        ("wagtailimages", "0002_initial_data"),
        ("wagtaildocs", "0003_add_verbose_names"),
    ]
    operations = [migrations.RunPython(remove_default_groups, migrations.RunPython.noop)]
