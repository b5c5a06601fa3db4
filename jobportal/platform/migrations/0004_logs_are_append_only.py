"""The access record, its reviews and the seals of the logs are never edited or deleted."""

from django.db import migrations

from jobportal.platform.triggers import append_only


class Migration(migrations.Migration):
    dependencies = [("platform", "0003_public_holidays")]

    operations = [
        append_only("platform_accessentry"),
        append_only("platform_accessperson"),
        append_only("platform_accessreview"),
        append_only("platform_logseal"),
    ]
