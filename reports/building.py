"""From a document's items to their grids: parameters are read, records resolved, tables built."""

from collections.abc import Iterable

from jobportal.platform.models import District, Record
from jobportal.platform.records import kinds_by_slug, reference_of
from jobportal.platform.render.grid import Grid
from reports.catalogue import TABLES
from reports.declare import Context, Param, ParamKind, ReportTable
from reports.models import DocumentItem

Known = dict[tuple[str, str], Record]
"""Records already looked up, by the slug of their kind and their reference."""


class ParamError(ValueError):
    """A parameter cannot be used; the text says which, why and what to do, in Korean."""


def split_params(text: str) -> dict[str, str]:
    """Read ``name=value`` lines."""
    pairs = {}
    for line in filter(None, (line.strip() for line in text.splitlines())):
        name, sign, value = line.partition("=")
        if not sign:
            raise ParamError(f"‘{line}’: 이름=값 꼴로 적으세요. 예: years=2021,2022")
        pairs[name.strip()] = value.strip()
    return pairs


def read_params(
    table: ReportTable, text: str, district: District, known: Known | None = None
) -> dict[str, object]:
    """Resolve the parameters of a table; raises :class:`ParamError` for the first that fails.

    ``known`` remembers records between the tables of one document, which often name the same.
    """
    known = {} if known is None else known
    given = split_params(text)
    names = {param.name for param in table.params}
    unknown = [name for name in given if name not in names]
    if unknown:
        raise ParamError(
            f"‘{table.title}’ 표에 ‘{unknown[0]}’ 조건은 없습니다. "
            f"쓸 수 있는 조건: {', '.join(sorted(names)) or '없음'}"
        )
    return {
        param.name: _value(param, given.get(param.name), district, known) for param in table.params
    }


def _value(param: Param, text: str | None, district: District, known: Known) -> object:
    if text is None or text == "":
        if param.default is None:
            raise ParamError(f"‘{param.label}’({param.name}) 값을 정하세요.")
        text = param.default
    match param.kind:
        case ParamKind.RECORD:
            return _record(param, text, district, known) if text else None
        case ParamKind.RECORDS:
            return [_record(param, code, district, known) for code in _parts(text)]
        case ParamKind.CHOICE | ParamKind.CHOICES:
            picked = _parts(text) if param.kind == ParamKind.CHOICES else [text]
            _check_choices(param, picked)
            return picked if param.kind == ParamKind.CHOICES else text
        case ParamKind.INTEGER:
            return _integer(param, text) if text else None
        case ParamKind.INTEGERS:
            return [_integer(param, part) for part in _parts(text)]
        case ParamKind.FLAG:
            return text in ("1", "예", "Y", "y", "true")
    return text


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _integer(param: Param, text: str) -> int:
    if not text.isdecimal():
        raise ParamError(f"‘{param.label}’ 값 ‘{text}’: 숫자로 적으세요.")
    if len(text) > 9 or int(text) > param.most:
        raise ParamError(f"‘{param.label}’ 값 ‘{text[:20]}’: {param.most} 이하로 적으세요.")
    return int(text)


def _check_choices(param: Param, picked: list[str]) -> None:
    allowed = [value for value, _ in param.choices]
    for value in picked:
        if value and value not in allowed:
            raise ParamError(
                f"‘{param.label}’ 값 ‘{value}’: {', '.join(allowed)} 가운데에서 고르세요."
            )


def _record(param: Param, reference: str, district: District, known: Known) -> Record:
    place = (param.record, reference)
    if place not in known:
        known[place] = _found(param, reference, district)
    return known[place]


def _found(param: Param, reference: str, district: District) -> Record:
    kind = kinds_by_slug()[param.record]
    queryset = kind.model.objects.of(district)
    if kind.key == ("code",):
        found = queryset.filter(code=reference).first()
    else:
        records = queryset.select_related(*kind.parents)
        found = next((r for r in records if reference_of(r) == reference), None)
    if found is None:
        raise ParamError(
            f"‘{param.label}’ 값 ‘{reference}’: {kind.label}에 그런 코드가 없습니다. "
            "목록에서 코드를 확인하세요."
        )
    return found


def context_of(item: DocumentItem, known: Known | None = None) -> Context:
    """The context in which an item's table is built."""
    document = item.document
    table = TABLES.get(item.table)
    if table is None:
        raise ParamError(f"‘{item.table}’: 그런 표 종류가 없습니다. 표 목록에서 고르세요.")
    return Context(
        district=document.district,
        year=item.year or document.year,
        as_of=item.as_of or document.as_of,
        id=item.full_id,
        title=item.title,
        params=read_params(table, item.params, document.district, known),
        note=item.note,
    )


def build_item(item: DocumentItem, known: Known | None = None) -> Grid:
    """The grid of one item; raises :class:`ParamError` when its parameters cannot be used."""
    context = context_of(item, known)
    return TABLES[item.table].build(context)


def build_items(items: Iterable[DocumentItem]) -> list[Grid]:
    """The grids of items of one document, in their order."""
    known: Known = {}
    return [build_item(item, known) for item in items]
