"""Let an account sign in again whose name was locked after too many failures (PD-22)."""

from django.core.management.base import BaseCommand, CommandError

from jobportal.platform.accounts.lockout import unlock
from jobportal.platform.models import GrantEvent, User
from jobportal.platform.rightslog import note_everywhere


class Command(BaseCommand):
    help = "로그인 실패가 쌓여 잠긴 아이디를 풉니다."

    def add_arguments(self, parser):
        parser.add_argument("username", help="아이디")

    def handle(self, *, username: str, **options):
        user = User.objects.filter(username=username).first()
        if user is None:
            raise CommandError(f"아이디가 ‘{username}’인 계정이 없습니다. 아이디를 확인하십시오.")
        if not unlock(username):
            self.stdout.write("쌓인 로그인 실패가 없습니다. 그대로 두었습니다.")
            return
        note_everywhere(None, GrantEvent.Action.UNLOCK, user, reason="명령")
        self.stdout.write("잠금을 풀었습니다.")
