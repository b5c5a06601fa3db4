"""Stop the accounts of whoever left or moved, from a list of the personnel system (PD-18)."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from jobportal.platform.granting import accounts_of
from jobportal.platform.leavers.acts import NotClean, carry_out
from jobportal.platform.leavers.plan import Effect, Plan, plan_for
from jobportal.platform.leavers.sheet import read_leavers
from jobportal.platform.models import District
from jobportal.platform.values.dates import kdate


class Command(BaseCommand):
    help = "인사자료(CSV·엑셀)의 퇴직·전출자 계정을 중지합니다. 여러 번 실행해도 같습니다."

    def add_arguments(self, parser):
        parser.add_argument("path", type=Path, help="아이디(사번), 구분, 일자가 있는 파일")
        parser.add_argument("--district", help="자치구 코드. 구가 하나이면 적지 않아도 됩니다.")
        parser.add_argument("--check", action="store_true", help="점검만 하고 바꾸지 않습니다.")

    def handle(self, *, path: Path, district: str | None, check: bool, verbosity, **options):
        if not path.is_file():
            raise CommandError(f"{path}: 그런 파일이 없습니다.")
        found = self.district(district)
        leavers, problems = read_leavers(path, path.name)
        if any(problem.level == "error" for problem in problems):
            self.refuse(problems)
        accounts = accounts_of(found)
        try:
            plan = plan_for(leavers, accounts)
            if plan.problems:
                raise NotClean(plan)
            plan = plan if check else carry_out(leavers, accounts, None, found)
        except NotClean as error:
            self.refuse(error.plan.problems)
        if verbosity:
            self.tell(plan)

    def district(self, code: str | None) -> District:
        """The district of the code, or the only one there is."""
        districts = list(District.objects.filter(code=code) if code else District.objects.all())
        if len(districts) != 1:
            known = ", ".join(District.objects.values_list("code", flat=True)) or "없음"
            raise CommandError(f"--district에 구의 코드를 적으세요. 있는 구: {known}")
        return districts[0]

    def refuse(self, problems) -> None:
        """Everything that is wrong; nothing was changed."""
        for problem in problems:
            self.stderr.write(problem.sentence)
        raise CommandError(f"고칠 곳이 {len(problems)}건 있어 아무것도 바꾸지 않았습니다.")

    def tell(self, plan: Plan) -> None:
        """What became of each line, then the counts."""
        for line in plan.lines:
            one = line.leaver
            self.stdout.write(
                f"{one.row}행 {one.username} {one.kind} {kdate(one.on)}: {line.effect.label}"
            )
        counts = (f"{effect.label} {len(plan.of(effect))}건" for effect in Effect)
        self.stdout.write(", ".join(counts))
