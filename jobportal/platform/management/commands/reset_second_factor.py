"""Take the second factor off an account whose device and recovery codes are lost (PD-25)."""

from django.core.management.base import CommandError

from jobportal.platform.granting import take_factor_off
from jobportal.platform.management.account_command import AccountCommand
from jobportal.platform.models import User
from jobportal.platform.refused import Refused


class Command(AccountCommand):
    help = "계정의 2차 인증을 해제합니다. 본인인지 확인한 뒤에 하십시오."

    def add_arguments(self, parser):
        super().add_arguments(parser)
        parser.add_argument("--reason", default="명령", help="사유. 권한 기록에 남습니다.")

    def act(self, user: User, *, reason: str, **options) -> None:
        try:
            take_factor_off(user, None, None, reason)
        except Refused as error:
            raise CommandError(str(error)) from error
        self.stdout.write("2차 인증을 해제했습니다. 본인이 다시 등록해야 합니다.")
