"""A destruction keeps what it was of: kinds, counts and spans of days (PD-61)."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("participants", "0017_provisions_name_the_approval"),
    ]

    operations = [
        migrations.AddField(
            model_name="destruction",
            name="targets",
            field=models.JSONField(blank=True, default=list, verbose_name="파기 대상"),
        ),
    ]
