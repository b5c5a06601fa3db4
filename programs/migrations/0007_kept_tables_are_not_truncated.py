"""Append-only tables that are there already refuse TRUNCATE as well (PD-34)."""

from django.db import migrations

from jobportal.platform.triggers import never_truncated


class Migration(migrations.Migration):
    dependencies = [("programs", "0006_values_of_an_office")]

    operations = [never_truncated("programs_roundrules")]
