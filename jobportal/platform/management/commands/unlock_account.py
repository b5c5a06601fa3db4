"""Let an account sign in again whose name was locked after too many failures (PD-22)."""

from jobportal.platform.accounts.lockout import unlock
from jobportal.platform.management.account_command import AccountCommand
from jobportal.platform.models import GrantEvent, User
from jobportal.platform.rightslog import note_everywhere


class Command(AccountCommand):
    help = "로그인 실패가 쌓여 잠긴 아이디를 풉니다."

    def act(self, user: User, **options) -> None:
        if not unlock(user.username):
            self.stdout.write("쌓인 로그인 실패가 없습니다. 그대로 두었습니다.")
            return
        note_everywhere(None, GrantEvent.Action.UNLOCK, user, reason="명령")
        self.stdout.write("잠금을 풀었습니다.")
