"""The delivered role of payroll that is there already gets the right to what is kept apart."""

from django.db import migrations

CODE, PERMISSION = "PAYROLL", "SEE_KEPT"


def add(apps, schema_editor):
    """A new database has it from the list of delivered roles; the change is on record."""
    roles, events = (apps.get_model("platform", name).objects for name in ("Role", "GrantEvent"))
    for role in roles.filter(code=CODE):
        if PERMISSION not in role.permissions:
            role.permissions = [*role.permissions, PERMISSION]
            role.save()
            told = f"{role.label}: {PERMISSION}"
            events.create(action="ROLE", after=told, reason="판올림으로 더해진 권한")


class Migration(migrations.Migration):
    dependencies = [("platform", "0018_who_reviews_rights")]

    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
