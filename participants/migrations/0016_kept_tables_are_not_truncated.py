"""Append-only tables that are there already refuse TRUNCATE as well (PD-34)."""

from django.db import migrations

from jobportal.platform.triggers import never_truncated


class Migration(migrations.Migration):
    dependencies = [("participants", "0015_files_and_exams_tell_less")]

    operations = [
        never_truncated(
            "participants_selection",
            "participants_selectionentry",
            "participants_placementevent",
            "participants_provision",
        )
    ]
