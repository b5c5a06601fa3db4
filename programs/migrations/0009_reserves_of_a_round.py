from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("programs", "0008_premiums_that_stand_for_income"),
    ]

    operations = [
        migrations.AddField(
            model_name="round",
            name="reserve_limit",
            field=models.PositiveIntegerField(
                blank=True,
                help_text="비워 두면 남은 적격자가 모두 예비가 됩니다. 적으면 이 인원까지만 예비로 "
                "두고, 연령대별로 모집하면 연령대마다 이 인원까지 둡니다.",
                null=True,
                verbose_name="예비 인원(명)",
            ),
        ),
    ]
