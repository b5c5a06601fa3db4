"""Delivered roles that are there already get the rights over what leaves the office, on record."""

from django.db import migrations

ADDED = {
    "STAFF": ["EXPORT_IDENTITY"],
    "PAYROLL": ["EXPORT_IDENTITY"],
    "TEAM_LEAD": ["SEE_PROVISIONS"],
    "PRIVACY_OFFICER": ["SEE_PROVISIONS"],
}


def add(apps, schema_editor):
    """A new database has them from the list of delivered roles."""
    roles, events = (apps.get_model("platform", name).objects for name in ("Role", "GrantEvent"))
    for role in roles.filter(code__in=ADDED):
        missing = [one for one in ADDED[role.code] if one not in role.permissions]
        if missing:
            role.permissions = [*role.permissions, *missing]
            role.save()
            told = f"{role.label}: {', '.join(missing)}"
            events.create(action="ROLE", after=told, reason="판올림으로 더해진 권한")


class Migration(migrations.Migration):
    dependencies = [("platform", "0010_files_in_the_background")]

    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
