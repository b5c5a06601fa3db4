"""The register of what is given to others outside: what was entered stays as it is."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from jobportal.platform.triggers import append_only


class Migration(migrations.Migration):
    dependencies = [
        ("participants", "0009_selections_are_cancelled"),
        ("platform", "0010_files_in_the_background"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Provision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(default=1, editable=False, verbose_name="판"),
                ),
                ("title", models.CharField(max_length=200, verbose_name="개인정보파일 명칭")),
                ("receiver", models.CharField(max_length=80, verbose_name="제공받는 기관")),
                ("purpose", models.CharField(max_length=200, verbose_name="제공 목적")),
                ("basis", models.CharField(max_length=150, verbose_name="제공 근거")),
                ("items", models.CharField(max_length=500, verbose_name="제공 항목")),
                ("persons", models.PositiveIntegerField(verbose_name="정보주체 수(명)")),
                ("given_on", models.DateField(verbose_name="제공일")),
                ("until_on", models.DateField(verbose_name="이용 기한")),
                (
                    "method",
                    models.CharField(
                        choices=[
                            ("PAPER", "인쇄물"),
                            ("FILE", "전자파일"),
                            ("ENCRYPTED", "암호화한 전자파일"),
                        ],
                        max_length=10,
                        verbose_name="제공 형태",
                    ),
                ),
                (
                    "measures",
                    models.CharField(max_length=200, verbose_name="요청한 안전성 확보 조치"),
                ),
                ("digest", models.CharField(editable=False, max_length=64)),
                (
                    "district",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="platform.district",
                        verbose_name="자치구",
                    ),
                ),
                (
                    "given_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="제공한 사람",
                    ),
                ),
            ],
            options={
                "verbose_name": "개인정보 제3자 제공",
                "verbose_name_plural": "개인정보 제3자 제공",
                "ordering": ["-given_on", "-id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("district", "digest"),
                        name="participants_provision_once",
                        violation_error_message="같은 제공을 이미 대장에 올렸습니다.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("until_on__gte", models.F("given_on"))),
                        name="participants_provision_days",
                        violation_error_message="이용 기한이 제공일보다 빠릅니다.",
                    ),
                ],
            },
        ),
        append_only("participants_provision"),
    ]
