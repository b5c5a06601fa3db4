"""The keys of one-time codes are sealed for their rows: none opens beside another account."""

from django.db import migrations

from jobportal.platform.binding import bound_to_rows


class Migration(migrations.Migration):
    dependencies = [("platform", "0013_passwords_used_lately")]

    operations = [bound_to_rows("platform", "SecondFactor")]
