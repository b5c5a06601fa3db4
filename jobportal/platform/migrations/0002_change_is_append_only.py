"""The change log is never edited or deleted."""

from django.db import migrations

from jobportal.platform.triggers import append_only


class Migration(migrations.Migration):
    dependencies = [("platform", "0001_initial")]

    operations = [append_only("platform_change")]
