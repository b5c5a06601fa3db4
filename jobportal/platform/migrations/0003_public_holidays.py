"""The public holidays of Korea, from the file beside the calendar arithmetic."""

from django.db import migrations

from jobportal.platform.values.workdays import read_holidays


def add_holidays(apps, schema_editor):
    """Every holiday of the file that is not there yet."""
    model = apps.get_model("platform", "Holiday")
    known = set(model.objects.values_list("on", flat=True))
    names = {holiday.day: holiday.name for holiday in read_holidays()}
    model.objects.bulk_create(
        model(on=day, name=name) for day, name in sorted(names.items()) if day not in known
    )


class Migration(migrations.Migration):
    dependencies = [("platform", "0002_change_is_append_only")]

    operations = [migrations.RunPython(add_holidays, migrations.RunPython.noop)]
