"""The first administrator of a district: an account with that role, given by the operator."""

import logging

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from jobportal.platform.accounts.passwords import issue_password
from jobportal.platform.clashes import clash_of
from jobportal.platform.granting import give
from jobportal.platform.models import District, GrantEvent, Role, User
from jobportal.platform.rightslog import note

logger = logging.getLogger("jobportal.accounts")
ROLES = ("ADMINISTRATOR", "DIRECTOR")
"""One asks for rights, another approves them: an office needs both to begin."""


class Command(BaseCommand):
    help = "구의 첫 시스템 관리자(또는 권한을 승인할 과장) 계정을 만들고 권한을 줍니다."

    def add_arguments(self, parser):
        parser.add_argument("username", help="아이디")
        parser.add_argument("--name", required=True, help="이름")
        parser.add_argument("--district", required=True, help="자치구 코드")
        parser.add_argument("--role", choices=ROLES, default=ROLES[0], help="역할 코드")

    @transaction.atomic
    def handle(self, *, username: str, name: str, district: str, role: str, **options):
        found = District.objects.filter(code=district).first()
        if found is None:
            known = ", ".join(District.objects.values_list("code", flat=True)) or "없음"
            raise CommandError(f"이름이 ‘{district}’인 구가 없습니다. 있는 구: {known}")
        user, is_new = User.objects.get_or_create(username=username, defaults={"name": name})
        if fault := clash_of(user, Role.objects.get(code=role), timezone.localdate(), None):
            raise CommandError(fault)
        without = dict.fromkeys(("trained_on", "pledged_on", "to_on"))
        give(user, found, role, "운영자 명령", **without)
        logger.warning("the account %s was given the role %s by command", username, role)
        if is_new:
            note(None, GrantEvent.Action.ACCOUNT, user, found, after=username, reason="운영자 명령")
            self.stdout.write(f"한 번 쓰는 비밀번호: {issue_password(user)}")
        self.stdout.write(f"‘{username}’에게 {found} {role} 권한을 주었습니다.")
