"""Load the four documents of the repository; loading them again changes nothing."""

from pathlib import Path

from django.core.management import call_command
from django.core.management.base import BaseCommand

PACKS = Path(__file__).resolve().parent.parent.parent / "packs"


class Command(BaseCommand):
    help = "저장소에 든 네 문서(자료 꾸러미)를 불러옵니다."

    def handle(self, *, verbosity: int, **options):
        for path in sorted(path for path in PACKS.iterdir() if path.is_dir()):
            call_command("load_pack", path, verbosity=verbosity, stdout=self.stdout)
