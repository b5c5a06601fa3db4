"""Append-only tables that are there already refuse TRUNCATE as well (PD-34)."""

from django.db import migrations

from jobportal.platform.triggers import never_truncated


class Migration(migrations.Migration):
    dependencies = [("platform", "0020_roles_of_districts")]

    operations = [
        never_truncated(
            "platform_change",
            "platform_accessentry",
            "platform_accessperson",
            "platform_accessreview",
            "platform_logseal",
            "platform_grantevent",
        )
    ]
