"""Entries of the execution ledger are never edited or deleted: a correction reverses."""

from django.db import migrations

from jobportal.platform.triggers import append_only


class Migration(migrations.Migration):
    dependencies = [("budgets", "0002_initial")]

    operations = [append_only("budgets_ledgerentry")]
