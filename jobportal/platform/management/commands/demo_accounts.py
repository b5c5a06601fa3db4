"""Make demo accounts of the common roles for every district (development only)."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from jobportal.platform.demo import make_demo_accounts


class Command(BaseCommand):
    help = "구마다 주요 역할의 시험 계정을 만듭니다. 운영 환경에서는 만들지 않습니다."

    def handle(self, *, verbosity: int, **options):
        if settings.PRODUCTION:
            raise CommandError("운영 환경에서는 시험 계정을 만들 수 없습니다.")
        accounts = make_demo_accounts()
        if not verbosity:
            return
        for account in accounts:
            self.stdout.write(
                f"  {account['label']}: {account['username']} / {account['password']}"
            )
