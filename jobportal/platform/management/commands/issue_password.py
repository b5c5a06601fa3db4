"""Give an account a random first password, to be changed at the first sign-in (PD-27)."""

from django.core.management.base import BaseCommand, CommandError

from jobportal.platform.models import User
from jobportal.platform.reissue import reissue_by_command


class Command(BaseCommand):
    help = "계정에 한 번 쓰는 비밀번호를 새로 줍니다. 처음 로그인할 때 본인이 바꿉니다."

    def add_arguments(self, parser):
        parser.add_argument("username", help="아이디")

    def handle(self, *, username: str, **options):
        user = User.objects.filter(username=username).first()
        if user is None:
            raise CommandError(f"아이디가 ‘{username}’인 계정이 없습니다. 아이디를 확인하십시오.")
        self.stdout.write(f"한 번 쓰는 비밀번호: {reissue_by_command(user)}")
