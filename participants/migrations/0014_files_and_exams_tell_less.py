"""What was typed about a file stays with the file; where somebody was examined is encrypted."""

from django.db import migrations, models

from jobportal.platform.binding import sealed_from_clear
from jobportal.platform.encrypted import EncryptedField


class Migration(migrations.Migration):
    dependencies = [("participants", "0013_values_are_bound_to_rows")]

    operations = [
        migrations.AddField(
            "intakebatch",
            "note",
            models.CharField("올린 사유", blank=True, default="", max_length=200),
        ),
        migrations.AddField(
            "intakebatch",
            "undo_note",
            models.CharField("되돌린 사유", blank=True, default="", max_length=200),
        ),
        migrations.AlterField(
            "healthexam", "agency", EncryptedField("검진기관", blank=True, default="")
        ),
        sealed_from_clear("participants", "HealthExam", "agency"),
    ]
