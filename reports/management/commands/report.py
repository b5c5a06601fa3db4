"""Print or save a report table or a whole document.

``manage.py report --list`` · ``manage.py report 000-T04 --format json`` ·
``manage.py report --document 000 --format xlsx --out FILE``
"""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from reports.building import build_items
from reports.files import CONTENT_TYPES, grids_as
from reports.models import Document, DocumentItem


class Command(BaseCommand):
    help = "문서의 표 하나 또는 문서 전체를 내보냅니다."

    def add_arguments(self, parser):
        parser.add_argument("id", nargs="?", help="표 번호. 예: 000-T04")
        parser.add_argument("--list", action="store_true", help="모든 표의 번호와 제목")
        parser.add_argument("--document", help="문서 코드. 예: 000")
        parser.add_argument("--district", help="구 코드. 같은 코드의 문서가 여럿일 때")
        parser.add_argument("--format", choices=sorted(CONTENT_TYPES), default="json")
        parser.add_argument("--out", type=Path, help="저장할 파일. 없으면 화면에 씁니다.")

    def handle(self, *, id, list, document, district, format, out, **options):
        items = self.items(district)
        if list:
            for item in items:
                self.stdout.write(f"{item.full_id}\t{item.title}")
            return
        if document:
            self.write(self.of_document(items, document, district), format, out, document)
        elif id:
            self.write([self.of_id(items, id)], format, out, id)
        else:
            raise CommandError("표 번호나 --document, --list 가운데 하나를 주세요.")

    def items(self, district: str | None) -> list[DocumentItem]:
        """Every item in order of documents, in one district or in all."""
        found = DocumentItem.objects.select_related("document__district", "document__department")
        if district:
            found = found.filter(district__code=district)
        return list(found.order_by("document__code", "district", "order"))

    def of_id(self, items: list[DocumentItem], full_id: str) -> DocumentItem:
        """The one item with this id."""
        found = [item for item in items if item.full_id == full_id]
        if not found:
            raise CommandError(f"{full_id}: 그런 표가 없습니다. --list로 번호를 확인하세요.")
        self.refuse_several(found, full_id)
        return found[0]

    def of_document(self, items, code: str, district: str | None) -> list[DocumentItem]:
        """All items of the one document with this code."""
        documents = Document.objects.filter(code=code)
        if district:
            documents = documents.filter(district__code=district)
        if not documents:
            raise CommandError(f"{code}: 그런 문서가 없습니다.")
        self.refuse_several(documents, code)
        return [item for item in items if item.document_id == documents[0].pk]

    def refuse_several(self, found, name: str) -> None:
        """The same code in two districts needs --district."""
        if len(found) > 1:
            districts = ", ".join(str(record.district.code) for record in found)
            raise CommandError(f"{name}: 여러 구에 있습니다. --district로 고르세요: {districts}")

    def write(self, items: list[DocumentItem], format_: str, out: Path | None, title: str) -> None:
        """Build the tables and write them to the file or the terminal."""
        try:
            grids = build_items(items)
            content = grids_as(grids, format_, items[0].document.title if items else title)
        except ValueError as error:
            raise CommandError(str(error)) from error
        if out is not None:
            out.write_bytes(content)
            self.stdout.write(f"{out}: 표 {len(grids)}개를 저장했습니다.")
        elif format_ == "xlsx":
            raise CommandError("xlsx는 --out FILE로 저장하세요.")
        else:
            self.stdout.write(content.decode("utf-8-sig"))
