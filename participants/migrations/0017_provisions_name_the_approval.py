"""The register says by whose leave names left whole; empty where none did (PD-57)."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("participants", "0016_kept_tables_are_not_truncated"),
    ]

    operations = [
        migrations.AddField(
            model_name="provision",
            name="approval",
            field=models.CharField(
                blank=True, max_length=80, null=True, verbose_name="성명을 전부 실은 승인"
            ),
        ),
    ]
