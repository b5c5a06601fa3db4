"""The coded words a scoring table is written with, and what each input of it may hold."""

from jobportal.platform.rules.codes import (
    AgeGroup,
    Employment,
    ParticipantType,
    PremiumType,
    VulnerableGroup,
    Word,
    YesNo,
)


class ScoreInput(Word):
    """The fact a score item looks at."""

    PREMIUM_WON = "PREMIUM_WON", "월 건강보험료(원)"
    INCOME_WON = "INCOME_WON", "세대 월 소득(원)"
    INCOME_PCT = "INCOME_PCT", "기준중위소득 대비 소득(%)"
    ASSETS_WON = "ASSETS_WON", "세대 재산(원)"
    NET_ASSETS_WON = "NET_ASSETS_WON", "부채를 뺀 세대 재산(원)"
    PARTICIPATION_ROUNDS = "PARTICIPATION_ROUNDS", "참여 횟수(회)"
    FAILED_ROUNDS = "FAILED_ROUNDS", "이전 회차 탈락 횟수(회)"
    EMPLOYED_DAYS = "EMPLOYED_DAYS", "최근 2년 취업 일수(일)"
    UNEMPLOYED_MONTHS = "UNEMPLOYED_MONTHS", "실업 기간(개월)"
    DEPENDANTS = "DEPENDANTS", "부양가족 수(명)"
    HOUSEHOLD_SIZE = "HOUSEHOLD_SIZE", "세대원 수(명)"
    AGE = "AGE", "만 나이(세)"
    EXPERIENCE_YEARS = "EXPERIENCE_YEARS", "관련 경력(년)"
    IS_HOUSEHOLD_HEAD = "IS_HOUSEHOLD_HEAD", "세대주 여부"
    IS_RESIDENT = "IS_RESIDENT", "자치구 거주 여부"
    EMPLOYMENT = "EMPLOYMENT", "취업 상태"
    VULNERABLE_GROUPS = "VULNERABLE_GROUPS", "취업취약계층"
    CERTIFICATES = "CERTIFICATES", "자격증"
    MARK = "MARK", "심사 점수"


FLAGS = (ScoreInput.IS_HOUSEHOLD_HEAD, ScoreInput.IS_RESIDENT)
LISTS = (ScoreInput.VULNERABLE_GROUPS, ScoreInput.CERTIFICATES)
"""The inputs of which somebody may hold several."""

WORDS: dict[ScoreInput, type[Word]] = {
    ScoreInput.EMPLOYMENT: Employment,
    ScoreInput.VULNERABLE_GROUPS: VulnerableGroup,
    **dict.fromkeys(FLAGS, YesNo),
}
"""The inputs whose values come from a closed list, with that list."""


class Method(Word):
    """How points come from the input."""

    BAND = "BAND", "구간표"
    LOOKUP = "LOOKUP", "값별 점수"
    FLAG = "FLAG", "해당 여부"
    COUNT = "COUNT", "개수에 비례"
    MANUAL = "MANUAL", "심사위원 평가"


class Qualifier(Word):
    """The column of the band table an applicant is in."""

    PREMIUM_TYPE = "PREMIUM_TYPE", "건강보험 가입유형"
    PARTICIPANT_TYPE = "PARTICIPANT_TYPE", "참여자 유형"
    AGE_GROUP = "AGE_GROUP", "연령 구분"


COLUMNS: dict[Qualifier, type[Word]] = {
    Qualifier.PREMIUM_TYPE: PremiumType,
    Qualifier.PARTICIPANT_TYPE: ParticipantType,
    Qualifier.AGE_GROUP: AgeGroup,
}
"""What stands in the column of a band for each qualifier."""


class Stage(Word):
    """Which part of the total an item belongs to."""

    DOCUMENT = "DOCUMENT", "서류"
    INTERVIEW = "INTERVIEW", "면접"


class ReviewMethod(Word):
    """How the marks of several reviewers become one."""

    MEAN = "MEAN", "평균"
    MEDIAN = "MEDIAN", "중앙값"


class Stacking(Word):
    """What several bonuses of one group come to."""

    SUM = "SUM", "모두 더함"
    HIGHEST = "HIGHEST", "가장 높은 하나"
    CAP = "CAP", "더하되 한도까지"


class PenaltyKind(Word):
    """What in the past an applicant loses points for."""

    DROPPED_OUT = "DROPPED_OUT", "중도포기"
    PARTICIPATED = "PARTICIPATED", "참여"
    FRAUD = "FRAUD", "부정수급"
