"""What an event of a placement says of somebody is kept under their secret, and goes with it."""

from django.db import migrations, models

from jobportal.platform.models.logsecret import seal_for
from jobportal.platform.triggers import append_only, drop_triggers

TABLE = "participants_placementevent"
AT_ONCE = 500


def may_change(apps, schema_editor):
    """The table is made anew under the eyes of nobody but this migration."""
    drop_triggers(schema_editor, TABLE)


def seal(apps, schema_editor):
    """Why and what was before, as ``PlacementEvent.tell`` keeps them."""
    events = apps.get_model("participants", "PlacementEvent").objects
    rows = events.select_related("placement__application").order_by("pk")
    for start in range(0, rows.count(), AT_ONCE):
        some = list(rows[start : start + AT_ONCE])
        for row in some:
            told = {"reason": row.reason, "before": row.before}
            secret = row.placement.application.log_secret
            row.content = seal_for(secret, told, "participants.placementevent")
        events.bulk_update(some, ["content"])


class Migration(migrations.Migration):
    dependencies = [("participants", "0010_provisions_to_others")]

    operations = [
        migrations.RunPython(may_change, migrations.RunPython.noop),
        migrations.AddField(
            "placementevent",
            "content",
            models.TextField("사유와 바뀌기 전(봉인)", blank=True, default=""),
        ),
        migrations.RunPython(seal, migrations.RunPython.noop),
        migrations.RemoveField("placementevent", "before"),
        migrations.RemoveField("placementevent", "reason"),
        append_only(TABLE),
    ]
