"""Delivered roles that are there already get the right to review rights, on record."""

from django.db import migrations

ADDED = ("DIRECTOR", "PRIVACY_OFFICER")
CODE = "REVIEW_RIGHTS"


def add(apps, schema_editor):
    """A new database has it from the list of delivered roles."""
    roles, events = (apps.get_model("platform", name).objects for name in ("Role", "GrantEvent"))
    for role in roles.filter(code__in=ADDED):
        if CODE not in role.permissions:
            role.permissions = [*role.permissions, CODE]
            role.save()
            told = f"{role.label}: {CODE}"
            events.create(action="ROLE", after=told, reason="판올림으로 더해진 권한")


class Migration(migrations.Migration):
    dependencies = [("platform", "0017_rights_are_reviewed")]

    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
