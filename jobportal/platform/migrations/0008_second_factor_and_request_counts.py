"""The second factor of accounts, and the counts of limited requests."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import jobportal.platform.encrypted


class Migration(migrations.Migration):
    dependencies = [
        ("platform", "0007_the_record_of_rights_is_kept"),
    ]

    operations = [
        migrations.CreateModel(
            name="RequestCount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "scope",
                    models.CharField(
                        choices=[
                            ("SEARCH", "검색"),
                            ("DOWNLOAD", "내려받기"),
                            ("IMPORT", "올리기"),
                            ("REVEAL", "마스킹 해제"),
                        ],
                        max_length=10,
                        verbose_name="구분",
                    ),
                ),
                ("key", models.CharField(max_length=60, verbose_name="대상")),
                ("window", models.BigIntegerField(verbose_name="구간")),
                ("count", models.PositiveIntegerField(default=0, verbose_name="요청 수")),
            ],
            options={
                "verbose_name": "요청 횟수",
                "verbose_name_plural": "요청 횟수",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("scope", "key"), name="platform_request_count_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SecondFactor",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("secret", jobportal.platform.encrypted.EncryptedField(verbose_name="인증 키")),
                (
                    "made_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="만든 시각"
                    ),
                ),
                ("confirmed_at", models.DateTimeField(null=True, verbose_name="등록한 시각")),
                (
                    "last_step",
                    models.BigIntegerField(default=0, verbose_name="마지막 인증번호의 시각"),
                ),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="second_factor",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="사용자",
                    ),
                ),
            ],
            options={
                "verbose_name": "2차 인증",
                "verbose_name_plural": "2차 인증",
            },
        ),
        migrations.CreateModel(
            name="RecoveryCode",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("mark", models.CharField(max_length=64, verbose_name="색인")),
                ("used_at", models.DateTimeField(null=True, verbose_name="쓴 시각")),
                (
                    "factor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="recovery_codes",
                        to="platform.secondfactor",
                        verbose_name="2차 인증",
                    ),
                ),
            ],
            options={
                "verbose_name": "복구 코드",
                "verbose_name_plural": "복구 코드",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("factor", "mark"), name="platform_recovery_code_once"
                    )
                ],
            },
        ),
    ]
