"""What of the access record is past its term may go, announced and under whole seals (PD-33)."""

import django.utils.timezone
from django.db import migrations, models

from jobportal.platform.triggers import append_only, goes_when_old


class Migration(migrations.Migration):
    dependencies = [
        ("platform", "0021_kept_tables_are_not_truncated"),
    ]

    operations = [
        migrations.AlterField(
            model_name="accessentry",
            name="action",
            field=models.CharField(
                choices=[
                    ("READ", "조회"),
                    ("SEARCH", "검색"),
                    ("PRINT", "출력"),
                    ("DOWNLOAD", "내려받기"),
                    ("REVEAL", "마스킹 해제"),
                    ("SIGN_IN", "로그인"),
                    ("SIGN_OUT", "로그아웃"),
                    ("SIGN_IN_FAILED", "로그인 실패"),
                    ("PURGE", "기록 정리"),
                ],
                max_length=20,
                verbose_name="구분",
            ),
        ),
        migrations.CreateModel(
            name="AccessPurge",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="정리 일시"
                    ),
                ),
                ("first_id", models.BigIntegerField(verbose_name="첫 기록 번호")),
                ("last_id", models.BigIntegerField(verbose_name="끝 기록 번호")),
                ("count", models.PositiveIntegerField(verbose_name="기록 수")),
                ("from_at", models.DateTimeField(verbose_name="가장 이른 접속일시")),
                ("to_at", models.DateTimeField(verbose_name="가장 늦은 접속일시")),
                ("seal_number", models.PositiveIntegerField(verbose_name="마지막 봉인 번호")),
                ("seal_hash", models.CharField(max_length=64, verbose_name="마지막 봉인값")),
                ("hash", models.CharField(max_length=64, verbose_name="확인값")),
            ],
            options={
                "verbose_name": "접속기록 정리",
                "verbose_name_plural": "접속기록 정리",
                "ordering": ["last_id"],
                "constraints": [
                    models.UniqueConstraint(fields=("first_id",), name="platform_access_purge_once")
                ],
            },
        ),
        append_only("platform_accesspurge"),
        goes_when_old(platform_accessentry="id", platform_accessperson="entry_id"),
    ]
