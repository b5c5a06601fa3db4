"""Start the portal for one person or a small office: migrate, load the documents, serve."""

import socket

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from jobportal.platform.demo import make_demo_accounts
from jobportal.platform.models import District


class Command(BaseCommand):
    help = "포털을 시작합니다. 처음이면 데이터베이스를 만들고 네 문서와 시험 계정을 넣습니다."

    def add_arguments(self, parser):
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--host", default="127.0.0.1")

    def handle(self, *, port: int, host: str, **options):
        if settings.PRODUCTION:
            raise CommandError("운영 환경에서는 gunicorn으로 시작하세요. docs/operations.md를 보세요.")
        self.refuse_taken(host, port)
        settings.VAR_DIR.mkdir(parents=True, exist_ok=True)
        self.stdout.write("데이터베이스를 준비합니다 …")
        call_command("migrate", verbosity=0)
        if not District.objects.exists():
            self.stdout.write("네 문서를 불러옵니다 …")
            call_command("load_documents", stdout=self.stdout)
        accounts = make_demo_accounts()
        self.stdout.write("시험 계정 (아이디 / 비밀번호):")
        for account in accounts:
            self.stdout.write(f"  {account['label']}: {account['username']} / {account['password']}")
        self.stdout.write(f"\n  http://{host}:{port}/  (멈추려면 Ctrl-C)\n")
        self.stdout.flush()
        call_command("runserver", f"{host}:{port}", use_reloader=False, skip_checks=True)

    def refuse_taken(self, host: str, port: int) -> None:
        """Say in one line that something else listens there."""
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError as error:
                raise CommandError(
                    f"{host}:{port}을(를) 쓸 수 없습니다({error.strerror}). "
                    "다른 번호로 시작하세요. 예: python3 manage.py run --port 8001"
                ) from error
