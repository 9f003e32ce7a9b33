"""The full-text index of each database, which the database keeps up by itself."""

from django.db import migrations

ON_SQLITE = [
    """CREATE VIRTUAL TABLE search_wording_fts USING fts5(
        grams, content='search_wording', content_rowid='entry_id', detail='none', columnsize=0, tokenize="ascii tokenchars '.'"
    )""",
    """CREATE TRIGGER search_wording_added AFTER INSERT ON search_wording BEGIN
        INSERT INTO search_wording_fts(rowid, grams) VALUES (new.entry_id, new.grams);
    END""",
    """CREATE TRIGGER search_wording_gone AFTER DELETE ON search_wording BEGIN
        INSERT INTO search_wording_fts(search_wording_fts, rowid, grams) VALUES ('delete', old.entry_id, old.grams);
    END""",
    """CREATE TRIGGER search_wording_changed AFTER UPDATE OF grams ON search_wording BEGIN
        INSERT INTO search_wording_fts(search_wording_fts, rowid, grams) VALUES ('delete', old.entry_id, old.grams);
        INSERT INTO search_wording_fts(rowid, grams) VALUES (new.entry_id, new.grams);
    END""",
]
ON_POSTGRESQL = ["CREATE INDEX search_wording_grams ON search_wording USING gin (string_to_array(grams, ' '))"]


def build(apps, schema_editor):
    for statement in ON_SQLITE if schema_editor.connection.vendor == "sqlite" else ON_POSTGRESQL:
        schema_editor.execute(statement)


def tear_down(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for name in ("added", "gone", "changed"):
            schema_editor.execute(f"DROP TRIGGER search_wording_{name}")
        schema_editor.execute("DROP TABLE search_wording_fts")
    else:
        schema_editor.execute("DROP INDEX search_wording_grams")


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]
    operations = [migrations.RunPython(build, tear_down)]
