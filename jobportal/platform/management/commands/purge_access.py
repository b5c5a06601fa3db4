"""Remove what of the access record is past its term: ``manage.py purge_access``."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils import timezone

from jobportal.platform.purging import oldest_stretch, purge
from jobportal.platform.refused import Refused

NOTHING = "정리할 접속기록이 없습니다. {}개월이 지난 봉인이 없습니다."


class Command(BaseCommand):
    help = (
        "보관 기간(PORTAL_ACCESS_LOG_MONTHS)이 지난 접속기록을 봉인 단위로 정리합니다. "
        "--yes 없이는 무엇이 정리될지만 알려 줍니다. 이 명령을 하지 않으면 접속기록은 "
        "아무것도 지워지지 않습니다."
    )

    def add_arguments(self, parser):
        parser.add_argument("--yes", action="store_true", help="정말로 정리합니다.")

    def handle(self, *, yes: bool, **options):
        today, months = timezone.localdate(), settings.ACCESS_LOG_MONTHS
        try:
            stretch = purge(today, months) if yes else oldest_stretch(today, months)
        except Refused as error:
            raise CommandError(str(error)) from error
        except DatabaseError as error:
            raise CommandError(
                "데이터베이스가 정리를 허락하지 않았습니다. 테이블을 소유한 역할로 실행하고, "
                "데이터베이스 서버의 시계를 확인하세요."
            ) from error
        if stretch is None:
            self.stdout.write(NOTHING.format(months))
            return
        self.stdout.write(stretch.told)
        if not yes:
            self.stdout.write("아직 지우지 않았습니다. 정리하려면 --yes 를 붙여 다시 실행하세요.")
