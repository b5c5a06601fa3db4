"""``manage.py demo_people``: made-up residents and whole rounds about them (development only)."""

from datetime import date

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from participants.demo.dump import digest_of
from participants.demo.scales import MADE_UP, REFERENCE_DAY, make_people
from participants.demo.writing import Writer


class Command(BaseCommand):
    help = "가상의 주민과 접수부터 배치까지의 회차를 만듭니다. 운영 환경에서는 만들지 않습니다."

    def add_arguments(self, parser):
        parser.add_argument(
            "--scale",
            choices=MADE_UP,
            default="small",
            help="small: 구마다 오늘의 회차, D1: 가상의 구 열 해와 문서의 회차, D25: 그런 구 25곳",
        )
        parser.add_argument("--seed", type=int, default=1, help="같은 숫자면 같은 자료 (기본 1)")
        parser.add_argument(
            "--today",
            type=date.fromisoformat,
            default=REFERENCE_DAY,
            help=f"회차의 ‘오늘’, 예: 2026-11-27 (기본 {REFERENCE_DAY})",
        )
        parser.add_argument(
            "--digest", action="store_true", help="만든 자료의 SHA-256을 구마다 적습니다."
        )

    def handle(
        self, *, scale: str, seed: int, today: date, digest: bool, verbosity: int, **options
    ):
        if settings.PRODUCTION:
            raise CommandError("운영 환경에서는 가상의 주민을 만들 수 없습니다.")
        tell = self.tell if verbosity else lambda line: None
        districts = make_people(scale, seed, today, tell, Writer())
        for district in districts if digest else ():
            self.tell(f"{district}: {digest_of(district)}")

    def tell(self, line: str) -> None:
        """Show a line at once: the large scales take minutes."""
        self.stdout.write(f"  {line}")
        self.stdout.flush()
