"""Take the second factor off an account whose device and recovery codes are lost (PD-25)."""

import logging

from django.core.management.base import BaseCommand, CommandError

from jobportal.platform.accounts.secondfactor import remove
from jobportal.platform.accounts.sessions import end_sessions_of
from jobportal.platform.models import User
from jobportal.platform.web.log import security


class Command(BaseCommand):
    help = "계정의 2차 인증을 해제합니다. 본인인지 확인한 뒤에 하십시오."

    def add_arguments(self, parser):
        parser.add_argument("username", help="아이디")

    def handle(self, *, username: str, **options):
        user = User.objects.filter(username=username).first()
        if user is None:
            raise CommandError(f"‘{username}’(이)라는 계정이 없습니다. 아이디를 확인하십시오.")
        if not remove(user):
            self.stdout.write("등록된 2차 인증이 없습니다. 그대로 두었습니다.")
            return
        end_sessions_of(user)
        security("second_factor_reset", logging.WARNING, account=user.pk, by="command")
        self.stdout.write("2차 인증을 해제했습니다. 본인이 다시 등록해야 합니다.")
