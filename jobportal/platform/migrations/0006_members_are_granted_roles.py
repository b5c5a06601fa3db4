"""The delivered roles, and for everybody who worked in a district the role they had there."""

from datetime import timedelta

from django.db import migrations
from django.utils import timezone

from jobportal.platform.permissions import DELIVERED_ROLES


def convert(apps, schema_editor):
    """Members keep what they had, for a year; the operator's upgrade is the reason."""
    roles, grants = (apps.get_model("platform", name).objects for name in ("Role", "Grant"))
    roles.bulk_create(
        roles.model(
            code=role.code,
            label=role.label,
            description=role.description,
            permissions=[permission.value for permission in role.permissions],
            confinements=[one.value for one in role.confinements],
            is_delivered=True,
        )
        for role in DELIVERED_ROLES
    )
    by_code = {role.code: role for role in roles.all()}
    today = timezone.localdate()
    grants.bulk_create(
        grants.model(
            user_id=member.user_id,
            district_id=member.district_id,
            role=by_code[member.role],
            from_on=today,
            to_on=today + timedelta(days=365),
            trained_on=today,
            reason="판올림 전의 소속",
            state="APPROVED",
            decided_at=timezone.now(),
        )
        for member in apps.get_model("platform", "Membership").objects.all()
    )


class Migration(migrations.Migration):
    dependencies = [("platform", "0005_roles_and_grants")]

    operations = [migrations.RunPython(convert, migrations.RunPython.noop)]
