"""``manage.py check_figures``: what does not tie out in the documents, as text or JSON."""

import json
from itertools import groupby

from django.core.management.base import BaseCommand, CommandError

from jobportal.platform.models import District
from reports.checks import Finding, check_documents
from reports.models import Document


class Command(BaseCommand):
    """Lists the findings of every district's documents; the exit code is 0 also when there are."""

    help = "문서의 수치를 자료와 맞추어 보고, 맞지 않는 곳을 알립니다."

    def add_arguments(self, parser):
        parser.add_argument("--json", action="store_true", help="JSON으로 냅니다.")
        parser.add_argument("--document", metavar="CODE", default="", help="이 문서만 봅니다.")
        parser.add_argument("--open", action="store_true", help="확인하지 않은 차이만 냅니다.")

    def handle(self, *args, **options):
        code = options["document"]
        if code and not Document.objects.filter(code=code).exists():
            known = ", ".join(Document.objects.order_by("code").values_list("code", flat=True))
            raise CommandError(f"‘{code}’: 그런 문서가 없습니다. 문서 코드: {known or '없음'}")
        findings = [
            finding
            for district in District.objects.order_by("pk")
            for finding in check_documents(district, code)
            if finding.accepted is None or not options["open"]
        ]
        if options["json"]:
            data = [finding.as_data() for finding in findings]
            self.stdout.write(json.dumps(data, ensure_ascii=False, indent=2))
        else:
            self.stdout.write("\n".join(report_lines(findings)))


def report_lines(findings: list[Finding]) -> list[str]:
    """The findings as a person reads them, by document; accepted ones after the open ones."""
    lines = []
    for code, group in groupby(findings, key=lambda finding: finding.document):
        found = sorted(group, key=lambda finding: finding.accepted is not None)
        accepted = sum(finding.accepted is not None for finding in found)
        lines += [f"문서 {code}: 미확인 {len(found) - accepted}건, 확인함 {accepted}건"]
        for finding in found:
            lines += _finding_lines(finding)
        lines.append("")
    return lines or ["맞지 않는 곳이 없습니다."]


def _finding_lines(finding: Finding) -> list[str]:
    mark = "[확인함]" if finding.accepted is not None else "[미확인]"
    printed, computed = (text or "(없음)" for text in (finding.printed, finding.computed))
    figures = f"    문서 {printed} / 계산 {computed}"
    if finding.difference is not None:
        figures += f" / 차이 {finding.difference_text}"
    lines = [f"  {mark} {finding.kind.label}: {finding.place_text}", figures]
    if finding.accepted is not None:
        return [*lines, f"    확인한 원인: {finding.accepted} ({finding.accepted_by})"]
    return [*lines, f"    {finding.cause_text}"]
