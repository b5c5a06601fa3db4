"""Phones are encrypted; equal ones are found by a blind index, the last four digits stay."""

from django.db import migrations, models

from jobportal.platform.crypto import keys
from jobportal.platform.encrypted import EncryptedField

PLACE = "participants.person.phone"
AT_ONCE = 500


def seal(apps, schema_editor):
    """The numbers there are, as the model keeps them from now on."""
    people = apps.get_model("participants", "Person").objects
    rows = people.exclude(phone="").order_by("pk")
    for start in range(0, rows.count(), AT_ONCE):
        some = list(rows.only("pk", "phone")[start : start + AT_ONCE])
        for person in some:
            person.phone_index = keys().mark(person.phone, PLACE)
            person.phone = keys().seal(person.phone, PLACE)
        people.bulk_update(some, ["phone", "phone_index"])


class Migration(migrations.Migration):
    dependencies = [("participants", "0011_events_are_sealed")]

    operations = [
        migrations.RemoveIndex("person", "participants_person_phone"),
        migrations.AlterField(
            "person", "phone", models.TextField("전화번호", blank=True, default="")
        ),
        migrations.AddField(
            "person",
            "phone_index",
            models.CharField(blank=True, default="", editable=False, max_length=64),
        ),
        migrations.RunPython(seal, migrations.RunPython.noop),
        migrations.AlterField(
            "person", "phone", EncryptedField("전화번호", blank=True, default="")
        ),
        migrations.AddIndex(
            "person",
            models.Index(fields=["district", "phone_index"], name="participants_person_phone_in"),
        ),
    ]
