"""Give an account a random first password, to be changed at the first sign-in (PD-27)."""

from jobportal.platform.management.account_command import AccountCommand
from jobportal.platform.models import User
from jobportal.platform.reissue import reissue_by_command


class Command(AccountCommand):
    help = "계정에 한 번 쓰는 비밀번호를 새로 줍니다. 처음 로그인할 때 본인이 바꿉니다."

    def act(self, user: User, **options) -> None:
        self.stdout.write(f"한 번 쓰는 비밀번호: {reissue_by_command(user)}")
