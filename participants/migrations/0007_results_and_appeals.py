"""An appeal names its list, an announcement what notices print, a consent item its messages."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("participants", "0006_destruction"),
    ]

    operations = [
        migrations.AddField(
            model_name="appeal",
            name="selection",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="appeals",
                to="participants.selection",
                verbose_name="대상 선발안",
            ),
        ),
        migrations.AddField(
            model_name="consentitem",
            name="for_messages",
            field=models.BooleanField(
                default=False,
                help_text="동의한 사람에게만 결과를 문자로 안내합니다. 선택 항목에만 켭니다.",
                verbose_name="문자 안내 동의",
            ),
        ),
        migrations.AddField(
            model_name="publication",
            name="appeal_place",
            field=models.CharField(
                default="",
                help_text="예: 구청 3층 일자리정책과(방문·우편)",
                max_length=100,
                verbose_name="이의신청 내는 곳",
            ),
        ),
        migrations.AddField(
            model_name="publication",
            name="bring",
            field=models.CharField(
                blank=True,
                help_text="예: 신분증, 통장 사본",
                max_length=100,
                verbose_name="첫날 준비물",
            ),
        ),
        migrations.AddField(
            model_name="publication",
            name="document_number",
            field=models.CharField(
                blank=True,
                help_text="예: 일자리정책과-1234",
                max_length=40,
                verbose_name="문서번호",
            ),
        ),
        migrations.AddConstraint(
            model_name="consentitem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("category", "OPTIONAL"), ("for_messages", False), _connector="OR"
                ),
                name="participants_consentitem_messages",
                violation_error_message="문자 안내 동의는 선택 수집·이용 항목으로 받습니다.",
            ),
        ),
    ]
