"""An entry of the access record names the request under which the log knows it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("platform", "0008_second_factor_and_request_counts")]

    operations = [
        migrations.AddField(
            model_name="accessentry",
            name="request",
            field=models.CharField(max_length=10, null=True, verbose_name="요청 번호"),
        ),
    ]
