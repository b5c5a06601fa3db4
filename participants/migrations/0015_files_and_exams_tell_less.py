"""Words about a file stay with it; where somebody was examined is encrypted; holds name people."""

from django.conf import settings
from django.db import migrations, models

from jobportal.platform.binding import sealed_from_clear
from jobportal.platform.encrypted import EncryptedField
from jobportal.platform.triggers import NoOverlap

PLACEMENTS = NoOverlap(
    "participants_placement",
    ("person_id",),
    "from_on",
    "to_on",
    "{row}.state <> 'CANCELLED'",
    parent="participants_person",
)


def _somebody(label):
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=label,
    )


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("participants", "0014_kept_apart_for_other_laws"),
    ]

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
        migrations.AlterField(
            "placement", "end_note", EncryptedField("종료 내용", blank=True, default="")
        ),
        sealed_from_clear("participants", "Placement", "end_note"),
        migrations.RunPython(
            # SQLite has remade the table without its triggers
            lambda apps, schema_editor: PLACEMENTS.create(schema_editor),
            migrations.RunPython.noop,
        ),
        migrations.AddField("legalhold", "set_by", _somebody("보류한 사람")),
        migrations.AddField("legalhold", "lifted_by", _somebody("보류를 푼 사람")),
        migrations.AddConstraint(
            "legalhold",
            models.CheckConstraint(
                condition=models.Q(lifted_by__isnull=True)
                | models.Q(set_by__isnull=True)
                | ~models.Q(lifted_by=models.F("set_by")),
                name="participants_legalhold_two_people",
                violation_error_message="보류한 사람은 스스로 풀 수 없습니다.",
            ),
        ),
    ]
