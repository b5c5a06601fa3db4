"""A published version of a round's rules is never edited or deleted."""

from django.db import migrations

from jobportal.platform.triggers import append_only


class Migration(migrations.Migration):
    dependencies = [("programs", "0002_statutory_values")]

    operations = [append_only("programs_roundrules", when="OLD.published_on IS NOT NULL")]
