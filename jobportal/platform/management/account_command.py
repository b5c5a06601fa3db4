"""The base of the commands that do something to one account."""

from django.core.management.base import BaseCommand, CommandError

from jobportal.platform.models import User


class AccountCommand(BaseCommand):
    """A command that is given the name of an account."""

    def add_arguments(self, parser):
        parser.add_argument("username", help="아이디")

    def handle(self, *, username: str, **options):
        user = User.objects.filter(username=username).first()
        if user is None:
            raise CommandError(f"아이디가 ‘{username}’인 계정이 없습니다. 아이디를 확인하십시오.")
        self.act(user, **options)

    def act(self, user: User, **options) -> None:
        """Do it and say what came of it; raises CommandError."""
        raise NotImplementedError
