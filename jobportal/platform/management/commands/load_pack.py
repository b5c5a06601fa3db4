"""Load a district data pack: ``manage.py load_pack PATH`` (a folder of CSV files or a workbook)."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from jobportal.platform.audit import Via, acting
from jobportal.platform.intake.packs import PackCheck


class Command(BaseCommand):
    help = "자료 꾸러미(CSV 폴더 또는 엑셀 한 파일)를 점검하고 불러옵니다."

    def add_arguments(self, parser):
        parser.add_argument("path", type=Path)
        parser.add_argument("--check", action="store_true", help="점검만 하고 저장하지 않습니다.")

    def handle(self, *, path: Path, check: bool, verbosity: int, **options):
        if not path.exists():
            raise CommandError(f"{path}: 그런 파일이나 폴더가 없습니다.")
        pack = PackCheck(path, path.name)
        for problem in pack.result.problems:
            self.stderr.write(problem.sentence)
        if not pack.result.is_clean:
            errors = sum(problem.level == "error" for problem in pack.result.problems)
            raise CommandError(
                f"{path.name}: 고칠 곳이 {errors}건 있어 아무것도 저장하지 않았습니다."
            )
        if not check:
            with acting("load_pack", reason=f"{path.name} 불러오기", via=Via.COMMAND):
                pack.write()
        counts = pack.result.counts
        if verbosity:
            self.stdout.write(
                f"{path.name}: 신규 {sum(c.created for c in counts)}건, "
                f"변경 {sum(c.changed for c in counts)}건, 동일 {sum(c.same for c in counts)}건"
            )
