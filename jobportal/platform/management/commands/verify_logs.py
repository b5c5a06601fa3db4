"""Check that nobody touched the logs: ``manage.py verify_logs`` (docs/operations.md)."""

import re

from django.core.management.base import BaseCommand, CommandError

from jobportal.platform.models import LogSeal
from jobportal.platform.sealcheck import verify_log

_NOTED = re.compile(r"(CHANGE|ACCESS):(\d{1,9}):([0-9a-f]{64})")


class Command(BaseCommand):
    help = "변경 이력과 접속기록이 지워지거나 바뀌지 않았는지 봉인으로 확인합니다."

    def add_arguments(self, parser):
        parser.add_argument(
            "--expect",
            action="append",
            default=[],
            metavar="LOG:NUMBER:HASH",
            help="적어 둔 봉인이 그대로 있는지도 봅니다. 기록의 끝이 잘린 것은 이것으로만 압니다.",
        )

    def handle(self, *, expect: list[str], **options):
        noted = dict(_read(text) for text in expect)
        broken = False
        for log in LogSeal.Log:
            verdict = verify_log(log, noted.get(log.value))
            broken = broken or bool(verdict.fault)
            if verdict.fault:
                self.stderr.write(f"{log.label}: {verdict.fault}")
                continue
            open_ = f", 아직 봉인 전 {verdict.unsealed:,}건" if verdict.unsealed else ""
            gone = f", 정리한 기록 {verdict.removed:,}건" if verdict.removed else ""
            self.stdout.write(f"{log.label}: 이상 없음, {verdict.sealed:,}건{gone}{open_}")
            if verdict.number:
                self.stdout.write(f"  {log.value}:{verdict.number}:{verdict.hash}")
        if broken:
            raise CommandError("기록이 온전하지 않습니다. 개인정보 보호책임자에게 알리세요.")


def _read(text: str) -> tuple[str, tuple[int, str]]:
    found = _NOTED.fullmatch(text)
    if found is None:
        raise CommandError(f"{text}: 출력된 봉인 줄을 그대로 적으세요. 예: ACCESS:12:봉인값")
    return found[1], (int(found[2]), found[3])
