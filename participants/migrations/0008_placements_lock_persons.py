"""Thousands may be placed at once: the rule against overlaps locks the rows of their persons."""

from dataclasses import replace

from django.db import migrations

from jobportal.platform.triggers import NoOverlap

BEFORE = NoOverlap(
    "participants_placement", ("person_id",), "from_on", "to_on", "{row}.state <> 'CANCELLED'"
)
PLACEMENTS = replace(BEFORE, parent="participants_person")


class Migration(migrations.Migration):
    dependencies = [("participants", "0007_results_and_appeals")]

    operations = [
        migrations.RunPython(
            lambda apps, schema_editor: PLACEMENTS.create(schema_editor),
            lambda apps, schema_editor: BEFORE.create(schema_editor),
        )
    ]
