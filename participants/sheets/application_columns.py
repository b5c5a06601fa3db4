"""The columns of the sheet “신청서” of a round: identity, application, consents, papers."""

from collections.abc import Callable
from datetime import date

from django.db import models

from jobportal.platform.rules.codes import VulnerableGroup
from participants.models import Application, Person
from participants.queries import consent_form, required_documents
from participants.sheets import cells
from participants.sheets.answer_columns import consent_columns, paper_column
from participants.sheets.layout import SheetColumn, SheetLayout, told_apart
from programs.models import Round, WorkProject

NAME, VERSION = "신청서", "1"
_NOTES = (
    "한 줄에 신청서 한 장을 적습니다. 1행의 열 이름은 고치지 않습니다. (필수) 열은 꼭 채웁니다.",
    "2행의 ‘예시’ 줄은 올릴 때 읽지 않습니다. 지워도 됩니다.",
    "‘접수번호’는 비워 둡니다. 올리면 적은 차례대로 번호가 붙습니다. 이미 접수한 신청서를 고칠 "
    "때만 그 번호를 적습니다.",
    "이미 있는 신청서는 적은 칸만 바뀌고, 빈 칸은 그대로 둡니다.",
    "같은 사람의 같은 내용을 다시 올려도 겹치지 않습니다.",
    "비고 같은 글에는 주민등록번호를 적지 않습니다.",
)
_NO_RRN = (
    "이 사업은 주민등록번호를 받지 않습니다.",
    "이 열을 지우고 ‘생년월일’과 ‘성별’을 적으세요.",
)
_SEX = {"MALE": "MALE", "FEMALE": "FEMALE", "남자": "MALE", "여자": "FEMALE"}


def application_layout(round_: Round, today: date) -> SheetLayout:
    """The sheet as the round asks for it today: its projects, its consent form, its papers."""
    form = consent_form(round_, today)
    rrn_allowed = round_.programme.rrn_allowed
    columns = [
        *_identity(round_, today, rrn_allowed),
        *_application(round_),
        *consent_columns(form),
        *map(paper_column, required_documents(round_)),
    ]
    return SheetLayout(
        NAME,
        VERSION,
        round_.code,
        told_apart(columns),
        anchor="name",
        existing="number",
        notes=_NOTES,
        refused={} if rrn_allowed else dict.fromkeys(("주민등록번호", "주민번호"), _NO_RRN),
    )


def _of(
    model: type[models.Model],
    name: str,
    read: Callable[[object], object] | None = None,
    **values,
) -> SheetColumn:
    """The column of a field: headed by its name, with its choices and its help."""
    field = model._meta.get_field(name)
    if field.choices:
        values.setdefault("choices", tuple(str(label) for _, label in field.flatchoices))
        values.setdefault("kind", "선택")
    values.setdefault("help_text", str(field.help_text))
    values.setdefault("label", str(field.verbose_name))
    return SheetColumn(key=name, read=read or cells.read_field(field), **values)


def _identity(round_: Round, today: date, rrn_allowed: bool) -> list[SheetColumn]:
    return [
        SheetColumn(
            "number",
            "접수번호",
            cells.read_receipt(round_.code),
            help_text="새 신청서는 비워 둡니다. 고칠 신청서만 그 번호를 적습니다.",
        ),
        _of(
            Person,
            "name",
            cells.read_name(40),
            is_needed=True,
            aliases=("이름", "신청인", "신청자", "성명(한글)"),
            example="가상희",
            shown=cells.mask_typed_name,
        ),
        *([_resident_number(today)] if rrn_allowed else []),
        *_birth_and_sex(today, "rrn" if rrn_allowed else ""),
        *_contact(),
        _of(
            Person,
            "former_name",
            cells.read_name(40),
            aliases=("개명전이름",),
            shown=cells.mask_typed_name,
        ),
    ]


def _resident_number(today: date) -> SheetColumn:
    return SheetColumn(
        "rrn",
        "주민등록번호",
        cells.read_rrn(today),
        help_text="적으면 생년월일과 성별이 채워집니다.",
        aliases=("주민번호",),
        holds_rrn=True,
        shown=cells.hide,
    )


def _birth_and_sex(today: date, stands_in: str) -> list[SheetColumn]:
    """Both are needed unless the column that ``stands_in`` for them is filled."""
    return [
        _of(
            Person,
            "birth_on",
            cells.read_birth(today),
            is_needed=True,
            unless=stands_in,
            kind="날짜",
            help_text="900101 또는 1990-01-01처럼 적습니다.",
            aliases=("생일", "출생일", "생년월일(6자리)"),
            example="1990-01-01",
        ),
        _of(Person, "sex", _read_sex, is_needed=True, unless=stands_in, example="여"),
    ]


def _contact() -> list[SheetColumn]:
    return [
        _of(
            Person,
            "phone",
            cells.read_phone,
            aliases=("전화", "연락처", "휴대전화", "휴대폰", "핸드폰", "휴대전화번호"),
            example="010-0000-1234",
        ),
        _of(
            Person,
            "address",
            aliases=("거주지", "도로명주소", "현주소"),
            example="가상구 없는로 1",
        ),
        _of(
            Person,
            "dong",
            cells.read_dong,
            aliases=("동", "거주동"),
            help_text="",
            example="가상1동",
        ),
    ]


def _read_sex(cell: object) -> str:
    # The labels come last: a refusal names the last text of each code.
    return cells.read_choice(_SEX | {label: code for code, label in Person.Sex.choices})(cell)


def _application(round_: Round) -> list[SheetColumn]:
    return [
        *_reception(),
        *_household(),
        _groups(),
        *_wishes(list(round_.work_projects.order_by("code"))),
        _of(Application, "participant_type", help_text="비우면 ‘일반’입니다."),
        _of(Application, "certificates", aliases=("자격증명", "보유자격증")),
        _of(Application, "experience_years", kind="숫자", aliases=("경력", "경력(년)")),
        _of(Application, "note", aliases=("참고", "메모")),
    ]


def _reception() -> list[SheetColumn]:
    return [
        _of(
            Application,
            "received_on",
            is_needed=True,
            kind="날짜",
            aliases=("접수일자", "신청일", "신청일자"),
            example="2026-01-05",
        ),
        _of(Application, "channel", help_text="비우면 동주민센터입니다.", example="동주민센터"),
        _of(
            Application,
            "reception_dong",
            cells.read_dong,
            aliases=("접수동주민센터", "동주민센터"),
            example="가상1동",
        ),
    ]


def _household() -> list[SheetColumn]:
    return [
        _of(
            Application,
            "household_size",
            kind="숫자",
            help_text="비우면 1명입니다.",
            aliases=("세대원 수", "가구원 수", "세대원"),
            example="2",
        ),
        _yes_no(Application, "is_head", "세대주 여부"),
        _of(
            Application,
            "dependants",
            kind="숫자",
            help_text="비우면 0명입니다.",
            aliases=("부양가족",),
            example="1",
        ),
    ]


def _groups() -> SheetColumn:
    groups = {group.value: group.value for group in VulnerableGroup}
    groups |= {group.label: group.value for group in VulnerableGroup}
    return SheetColumn(
        "groups",
        "취업취약계층",
        cells.read_several(groups),
        kind="여러 개",
        help_text="여러 개면 쉼표로 나눕니다. 지우려면 ‘없음’. 값은 ‘코드’ 시트에 있습니다.",
        words=tuple(group.label for group in VulnerableGroup),
        aliases=("취약계층",),
        example="장애인, 고령자",
    )


def _wishes(projects: list[WorkProject]) -> list[SheetColumn]:
    choose = {
        "read": cells.read_one_of(_by_name(projects), "대상사업"),
        "choices": tuple(project.title for project in projects),
        "kind": "대상사업 이름이나 코드",
    }
    return [
        _of(Application, "first_choice", aliases=("희망사업", "1순위", "1지망"), **choose),
        _of(Application, "second_choice", aliases=("2순위", "2지망"), **choose),
        _yes_no(Application, "accepts_any", "다른사업가능", help_text="비우면 ‘예’입니다."),
    ]


def _yes_no(model: type[models.Model], name: str, *aliases: str, **values) -> SheetColumn:
    return _of(
        model,
        name,
        kind="예/아니오",
        choices=cells.YES_NO,
        aliases=aliases,
        example="예",
        **values,
    )


def _by_name(projects: list[WorkProject]) -> dict[str, WorkProject | None]:
    """Projects by code and by title; None for a title that several have."""
    named: dict[str, WorkProject | None] = {}
    for project in projects:
        key = cells.name_key(project.title)
        named[key] = None if key in named else project
    return named | {cells.name_key(project.code): project for project in projects}
