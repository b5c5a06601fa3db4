"""The table of every condition an officer can switch on: its words, parameters and day."""

from dataclasses import dataclass

from jobportal.platform.rules.codes import (
    Area,
    Ban,
    DayBasis,
    HouseholdScope,
    IncomeSource,
    OfficialRelation,
    ParamKind,
    RepeatMeasure,
    RuleCode,
    StudentState,
    Together,
    Word,
)

ParamValue = int | bool | str | tuple[str, ...]


@dataclass(frozen=True)
class ParamSpec:
    """One parameter; `choices` are the only values of a CHOICE and, when given, of a LIST."""

    name: str
    label: str
    kind: ParamKind
    default: ParamValue
    choices: tuple[Word, ...] = ()


@dataclass(frozen=True)
class RuleSpec:
    """What a condition is called and means, its parameters, and the day it usually rests on."""

    label: str
    description: str
    params: tuple[ParamSpec, ...]
    default_day: DayBasis


def _number(name: str, label: str, default: int) -> ParamSpec:
    return ParamSpec(name, label, ParamKind.INTEGER, default)


def _flag(name: str, label: str, default: bool) -> ParamSpec:
    return ParamSpec(name, label, ParamKind.FLAG, default)


def _choice(name: str, label: str, default: Word) -> ParamSpec:
    return ParamSpec(name, label, ParamKind.CHOICE, default.value, tuple(type(default)))


def _list(name: str, label: str, *default: str, of: tuple[Word, ...] = ()) -> ParamSpec:
    return ParamSpec(name, label, ParamKind.LIST, default, of)


_SCOPE = _choice("scope", "세대 범위", HouseholdScope.REGISTERED)
_WINDOW = "조회 기간(개월, 0이면 전체)"
_STUDYING = tuple(state for state in StudentState if state is not StudentState.NONE)

# code: (what it says, its parameters, the usual day)
_TABLE: dict[RuleCode, tuple[str, tuple[ParamSpec, ...], DayBasis]] = {
    RuleCode.MIN_AGE: (
        "기준일에 만 나이가 정한 나이 이상이어야 합니다.",
        (_number("age", "최저 만 나이(세)", 18),),
        DayBasis.START,
    ),
    RuleCode.MAX_AGE: (
        "기준일에 만 나이가 정한 나이 이하여야 합니다.",
        (_number("age", "최고 만 나이(세)", 64),),
        DayBasis.START,
    ),
    RuleCode.RESIDENCY: (
        "기준일에 주민등록이 정한 지역에 있어야 합니다. "
        "개월 수를 주면 그만큼 계속 거주해야 합니다.",
        (
            _choice("area", "지역", Area.DISTRICT),
            _number("months", "계속 거주(개월, 0이면 당일)", 0),
        ),
        DayBasis.NOTICE,
    ),
    RuleCode.WORK_ABILITY: (
        "질병이나 건강 쇠약 없이 일할 수 있다고 자치구가 판단해야 합니다.",
        (),
        DayBasis.AS_OF,
    ),
    RuleCode.UNEMPLOYED: (
        "실업자여야 합니다. 정기소득이 없는 일용근로자와 인정된 노숙인은 따로 허용합니다.",
        (
            _flag("allows_day_labour", "일용근로자 허용", True),
            _flag("allows_homeless", "행정기관이 인정한 노숙인 허용", True),
        ),
        DayBasis.AS_OF,
    ),
    RuleCode.INCOME_CAP: (
        "세대의 월 소득이 기준중위소득의 정한 비율 이하여야 합니다.",
        (
            ParamSpec("pct", "기준중위소득 비율(%)", ParamKind.PERCENT, 60),
            _SCOPE,
            _choice("source", "소득 확인 방법", IncomeSource.ENQUIRY),
        ),
        DayBasis.NOTICE,
    ),
    RuleCode.ASSET_CAP: (
        "세대의 재산 합계가 정한 금액 이하여야 합니다.",
        (
            ParamSpec("amount_won", "재산 상한", ParamKind.WON, 200_000_000),
            _flag("deducts_debts", "부채 차감", False),
            _SCOPE,
        ),
        DayBasis.AS_OF,
    ),
    RuleCode.ASSET_CAP_YOUTH_EXEMPT: (
        "정한 나이 이하인 청년에게는 재산 상한을 적용하지 않습니다.",
        (_number("age", "면제 최고 만 나이(세)", 39),),
        DayBasis.START,
    ),
    RuleCode.EXCL_LIVELIHOOD_BENEFIT: (
        "기준일에 생계급여를 받는 사람은 제외합니다.",
        (),
        DayBasis.AS_OF,
    ),
    RuleCode.EXCL_UNEMPLOYMENT_BENEFIT: (
        "기준일에 실업급여를 받는 사람은 제외합니다.",
        (),
        DayBasis.NOTICE,
    ),
    RuleCode.ONE_PER_HOUSEHOLD: (
        "한 세대에서 정한 인원까지만 참여할 수 있습니다.",
        (_number("limit", "세대당 참여 인원(명)", 1), _SCOPE),
        DayBasis.AS_OF,
    ),
    RuleCode.EXCL_STUDENT: (
        "대학·대학원 재학생은 제외합니다. 허용하는 경우를 목록으로 정합니다.",
        (
            _list(
                "exceptions",
                "허용하는 경우",
                *(StudentState.LEAVE, StudentState.GRADUATING),
                of=_STUDYING,
            ),
        ),
        DayBasis.START,
    ),
    RuleCode.EXCL_OFFICIAL_FAMILY: (
        "공무원(사립학교 교직원 포함)의 가족은 제외합니다.",
        (
            _list(
                "relations",
                "제외하는 관계",
                *(OfficialRelation.SPOUSE, OfficialRelation.CHILD),
                of=tuple(OfficialRelation),
            ),
        ),
        DayBasis.AS_OF,
    ),
    RuleCode.EXCL_PENSION: ("공적연금을 받는 사람은 제외합니다.", (), DayBasis.AS_OF),
    RuleCode.EXCL_FULLTIME_FARMER: (
        "전업농민은 제외합니다.",
        (_flag("with_spouse", "배우자 포함", True),),
        DayBasis.AS_OF,
    ),
    RuleCode.EXCL_REGULAR_INCOME: (
        "정기소득이 있거나 사업자로 등록한 사람은 제외합니다.",
        (
            _flag("with_business", "사업자등록자 포함", True),
            _flag("with_spouse", "배우자 포함", False),
        ),
        DayBasis.AS_OF,
    ),
    RuleCode.EXCL_CONCURRENT: (
        "기준일에 다른 재정지원 일자리사업에 참여하고 있는 사람은 제외합니다.",
        (_list("programmes", "사업(비우면 모든 사업)"),),
        DayBasis.START,
    ),
    RuleCode.REPEAT_LIMIT: (
        "정한 기간에 이미 참여한 만큼을 세어 한도를 넘는 사람은 제외합니다.",
        (
            _number("window_years", "조회 기간(년, 0이면 전체)", 2),
            _choice("measure", "세는 것", RepeatMeasure.ROUNDS),
            _number("limit", "한도", 2),
            _flag("reaching_excludes", "한도에 이르기만 해도 제외", False),
            _flag("include_current", "이번 참여 포함(횟수를 셀 때)", True),
            _flag("family", "세대원의 참여 포함", False),
            _list("programmes", "사업(비우면 모든 사업)"),
        ),
        DayBasis.START,
    ),
    RuleCode.PREV_DROPOUT: (
        "정한 기간에 참여 중 중도포기한 사람은 제외합니다.",
        (_number("months", _WINDOW, 12), _list("programmes", "사업(비우면 모든 사업)")),
        DayBasis.NOTICE,
    ),
    RuleCode.PREV_FRAUD: (
        "정한 기간에 부정수급하거나 허위 서류를 낸 사람은 제외합니다.",
        (_number("months", _WINDOW, 36),),
        DayBasis.NOTICE,
    ),
    RuleCode.DOC_INCOMPLETE: (
        "구비서류를 모두 내야 합니다. 보완 기한까지는 확인 필요로 두고, 허위 서류는 제외합니다.",
        (),
        DayBasis.AS_OF,
    ),
    RuleCode.EMPLOYMENT_BAN: (
        "법령에 따라 취업이 제한된 사람은 제외합니다.",
        (_list("bans", "확인할 제한", Ban.CORRUPTION, of=tuple(Ban)),),
        DayBasis.AS_OF,
    ),
    RuleCode.SAME_ROUND_REAPPLY: (
        "이 회차에 이미 신청한 사람은 추가모집에 다시 신청할 수 없습니다.",
        (),
        DayBasis.APPLY,
    ),
    RuleCode.QUALIFICATION: (
        "정한 자격증이나 경력이 있어야 합니다.",
        (
            _list("certificates", "인정하는 자격증(비우면 자격증은 보지 않음)"),
            _number("years", "최저 경력(년, 0이면 보지 않음)", 0),
            _choice("together", "자격증과 경력", Together.EITHER),
        ),
        DayBasis.APPLY,
    ),
}

CATALOGUE: dict[RuleCode, RuleSpec] = {
    code: RuleSpec(code.label, description, params, day)
    for code, (description, params, day) in _TABLE.items()
}
