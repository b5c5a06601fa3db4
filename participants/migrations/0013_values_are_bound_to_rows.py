"""Encrypted values are sealed for their rows: none opens in the row of somebody else."""

from django.db import migrations

from jobportal.platform.binding import bound_to_rows


class Migration(migrations.Migration):
    dependencies = [("participants", "0012_phones_are_encrypted")]

    operations = [
        bound_to_rows(
            "participants",
            "Person",
            "Enquiry",
            "Screening",
            "InterviewSheet",
            "Score",
            "Appeal",
            "IntakeBatch",
        )
    ]
