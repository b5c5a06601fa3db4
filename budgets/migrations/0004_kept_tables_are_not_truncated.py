"""Append-only tables that are there already refuse TRUNCATE as well (PD-34)."""

from django.db import migrations

from jobportal.platform.triggers import never_truncated


class Migration(migrations.Migration):
    dependencies = [("budgets", "0003_ledger_is_append_only")]

    operations = [never_truncated("budgets_ledgerentry")]
