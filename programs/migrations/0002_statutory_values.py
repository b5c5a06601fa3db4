"""The delivered statutory values, from the file beside its reader."""

from django.db import migrations

from programs.statutory.shipped import shipped_values


def add_values(apps, schema_editor):
    """Every value of the file that is not there yet."""
    model = apps.get_model("programs", "StatutoryValue")
    known = set(model.objects.values_list("kind", "from_on", "size"))
    model.objects.bulk_create(
        model(**vars(value))
        for value in shipped_values()
        if (value.kind, value.from_on, value.size) not in known
    )


class Migration(migrations.Migration):
    dependencies = [("programs", "0001_initial")]

    operations = [migrations.RunPython(add_values, migrations.RunPython.noop)]
