"""Memberships have become grants; the record of rights is never edited or deleted."""

from django.db import migrations

from jobportal.platform.triggers import append_only


class Migration(migrations.Migration):
    dependencies = [("platform", "0006_members_are_granted_roles")]

    operations = [
        migrations.DeleteModel(name="Membership"),
        append_only("platform_grantevent"),
    ]
