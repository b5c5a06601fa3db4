"""Persons and applications get the secret under which the change log keeps what it says of them."""

from django.db import migrations

from jobportal.platform.models.logsecret import LogSecretField, new_secret


def own_secrets(apps, schema_editor):
    """Each of those that are there gets a secret of its own: a new column gives all the same."""
    for name in ("Person", "Application"):
        rows = apps.get_model("participants", name).objects
        known = list(rows.only("pk"))
        for row in known:
            row.log_secret = new_secret()
        rows.bulk_update(known, ["log_secret"], batch_size=500)


class Migration(migrations.Migration):
    dependencies = [("participants", "0004_decisions_are_kept")]

    operations = [
        migrations.AddField("application", "log_secret", LogSecretField()),
        migrations.AddField("person", "log_secret", LogSecretField()),
        migrations.RunPython(own_secrets, migrations.RunPython.noop),
    ]
