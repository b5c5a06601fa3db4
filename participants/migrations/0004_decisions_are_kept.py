"""Decisions stay: approved lists, their entries and placement events are append-only; nobody works
in two places at once; vulnerable groups bear the codes of the rules."""

from django.db import migrations

from jobportal.platform.triggers import NoOverlap, append_only

PLACEMENTS = NoOverlap(
    "participants_placement", ("person_id",), "from_on", "to_on", "{row}.state <> 'CANCELLED'"
)
CODES = {
    "NORTH_KOREAN_DEFECTOR": "NORTH_KOREAN",
    "WOMAN_BREADWINNER": "FEMALE_HEAD",
    "ONE_PARENT_FAMILY": "SINGLE_PARENT",
    "PROTECTED_RELEASEE": "REHABILITATION",
    "OLDER_WORKER": "OLDER",
    "CAREER_BREAK_WOMAN": "CAREER_BREAK",
}


def recode(apps, schema_editor):
    """The groups of applications are those of the rules."""
    groups = apps.get_model("participants", "ApplicationGroup").objects
    for old, new in CODES.items():
        groups.filter(group=old).update(group=new)


class Migration(migrations.Migration):
    dependencies = [("participants", "0003_from_screening_to_placement")]

    operations = [
        migrations.RunPython(recode, migrations.RunPython.noop),
        append_only("participants_selection", "OLD.state <> 'PROPOSED'"),
        append_only("participants_selectionentry"),
        append_only("participants_placementevent"),
        PLACEMENTS.operation(),
    ]
