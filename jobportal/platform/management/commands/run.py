"""Start the portal for one person or a small office: migrate, load, fill with people, serve."""

import socket

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from jobportal.platform.demo import make_demo_accounts
from jobportal.platform.models import District


class Command(BaseCommand):
    help = (
        "포털을 시작합니다. 처음이면 데이터베이스를 만들고 네 문서, 가상의 주민, 시험 계정을 "
        "넣습니다."
    )

    def add_arguments(self, parser):
        parser.add_argument("--port", type=int, default=8000, help="포트 번호 (기본 8000)")
        parser.add_argument("--host", default="127.0.0.1", help="주소 (기본 127.0.0.1)")

    def handle(self, *, port: int, host: str, **options):
        if settings.PRODUCTION:
            raise CommandError("운영 환경에서는 gunicorn으로 시작하십시오. docs/operations.md")
        self.refuse_unusable(host, port)
        self.progress("[1/4] 데이터베이스를 준비합니다.")
        settings.VAR_DIR.mkdir(parents=True, exist_ok=True)
        call_command("migrate", verbosity=0)
        is_new = not District.objects.exists()
        if is_new:
            self.progress("[2/4] 네 문서를 불러옵니다. 1분쯤 걸릴 수 있습니다.")
            with transaction.atomic():  # broken off, it begins anew at the next start
                call_command("load_documents", stdout=self.stdout)
        else:
            self.progress("[2/4] 자료가 이미 들어 있어 그대로 둡니다.")
        accounts = make_demo_accounts()
        if is_new:
            self.progress("[3/4] 가상의 주민으로 회차를 채웁니다. 오늘 날짜에 맞춥니다.")
            today = timezone.localdate()
            call_command("demo_people", today=today, verbosity=0, stdout=self.stdout)
        else:
            self.progress("[3/4] 회차와 신청자를 그대로 둡니다.")
        self.progress("[4/4] 시험 계정 (아이디 / 비밀번호)")
        for account in accounts:
            self.progress(f"  {account['label']}: {account['username']} / {account['password']}")
        self.progress(f"\n  http://{host}:{port}/  (멈추려면 Ctrl-C)\n")
        call_command("runserver", f"{host}:{port}", use_reloader=False, skip_checks=True)

    def progress(self, line: str) -> None:
        """Show a line at once, also when the output goes to a file."""
        self.stdout.write(line)
        self.stdout.flush()

    def refuse_unusable(self, host: str, port: int) -> None:
        """Say in one line that the address cannot be served on, before anything is done."""
        if not 0 < port < 65536:
            raise CommandError(f"{port}번 포트는 쓸 수 없습니다. 1부터 65535까지 적으십시오.")
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError as error:
                raise CommandError(
                    f"{host}:{port} 주소를 쓸 수 없습니다({error.strerror}). 이미 실행 중이면 "
                    "그것을 쓰거나, 다른 포트로 시작하십시오. 예: python3 manage.py run --port 8001"
                ) from error
