"""The coded words the rules are written with, each with its Korean label."""

from enum import StrEnum


class Word(StrEnum):
    """A code kept in data with the Korean word a person sees: ``NOTICE = "NOTICE", "공고일"``."""

    label: str

    def __new__(cls, code: str, label: str) -> "Word":
        word = str.__new__(cls, code)
        word._value_ = code
        word.label = label
        return word


class RuleCode(Word):
    """Every condition a round can set (domain 3.2)."""

    MIN_AGE = "MIN_AGE", "최저 나이"
    MAX_AGE = "MAX_AGE", "최고 나이"
    RESIDENCY = "RESIDENCY", "거주지"
    WORK_ABILITY = "WORK_ABILITY", "근로 능력"
    UNEMPLOYED = "UNEMPLOYED", "미취업"
    INCOME_CAP = "INCOME_CAP", "소득 상한"
    ASSET_CAP = "ASSET_CAP", "재산 상한"
    ASSET_CAP_YOUTH_EXEMPT = "ASSET_CAP_YOUTH_EXEMPT", "청년 재산 상한 면제"
    EXCL_LIVELIHOOD_BENEFIT = "EXCL_LIVELIHOOD_BENEFIT", "생계급여 수급자 제외"
    EXCL_UNEMPLOYMENT_BENEFIT = "EXCL_UNEMPLOYMENT_BENEFIT", "실업급여 수급자 제외"
    ONE_PER_HOUSEHOLD = "ONE_PER_HOUSEHOLD", "1세대 참여 인원"
    EXCL_STUDENT = "EXCL_STUDENT", "재학생 제외"
    EXCL_OFFICIAL_FAMILY = "EXCL_OFFICIAL_FAMILY", "공무원 가족 제외"
    EXCL_PENSION = "EXCL_PENSION", "공적연금 수령자 제외"
    EXCL_FULLTIME_FARMER = "EXCL_FULLTIME_FARMER", "전업농민 제외"
    EXCL_REGULAR_INCOME = "EXCL_REGULAR_INCOME", "정기소득자 제외"
    EXCL_CONCURRENT = "EXCL_CONCURRENT", "다른 일자리사업 참여자 제외"
    REPEAT_LIMIT = "REPEAT_LIMIT", "반복 참여 제한"
    PREV_DROPOUT = "PREV_DROPOUT", "중도포기자 제외"
    PREV_FRAUD = "PREV_FRAUD", "부정수급자 제외"
    DOC_INCOMPLETE = "DOC_INCOMPLETE", "구비서류"
    EMPLOYMENT_BAN = "EMPLOYMENT_BAN", "취업 제한"
    SAME_ROUND_REAPPLY = "SAME_ROUND_REAPPLY", "같은 회차 재신청 제외"
    QUALIFICATION = "QUALIFICATION", "자격·경력"


class DayBasis(Word):
    """The day on which a fact is looked at."""

    NOTICE = "NOTICE", "공고일"
    APPLY = "APPLY", "접수마감일"
    START = "START", "사업개시일"
    AS_OF = "AS_OF", "조회일"


class ParamKind(Word):
    """What a parameter of a condition holds: int, int in won, int per hundred, bool, str, list."""

    INTEGER = "INTEGER", "숫자"
    WON = "WON", "금액(원)"
    PERCENT = "PERCENT", "비율(%)"
    FLAG = "FLAG", "예/아니오"
    CHOICE = "CHOICE", "선택"
    TEXT = "TEXT", "글"
    LIST = "LIST", "목록"


class Area(Word):
    """Where an applicant must live."""

    DISTRICT = "DISTRICT", "자치구"
    CITY = "CITY", "서울시"


class HouseholdScope(Word):
    """Whose income, assets and participation are added up when facts are gathered."""

    REGISTERED = "REGISTERED", "주민등록등본상 세대원"
    COHABITANTS = "COHABITANTS", "주민등록등본상 가족(동거인 포함)"
    FAMILY = "FAMILY", "본인·배우자·직계 가족"


class IncomeSource(Word):
    """How the income of a household is measured."""

    ENQUIRY = "ENQUIRY", "소득 조회 결과"
    PREMIUM = "PREMIUM", "건강보험료"


class PremiumType(Word):
    """The kind of health insurance a household pays."""

    WORKPLACE = "WORKPLACE", "직장가입자"
    REGIONAL = "REGIONAL", "지역가입자"
    MIXED = "MIXED", "혼합"


class Employment(Word):
    """How the applicant earns at present."""

    UNEMPLOYED = "UNEMPLOYED", "실업자"
    DAY_LABOUR = "DAY_LABOUR", "정기소득이 없는 일용근로자"
    EMPLOYED = "EMPLOYED", "취업자"
    SELF_EMPLOYED = "SELF_EMPLOYED", "자영업자"


class StudentState(Word):
    """Whether and how the applicant studies at a university or graduate school."""

    NONE = "NONE", "재학생 아님"
    ENROLLED = "ENROLLED", "재학"
    LEAVE = "LEAVE", "휴학"
    GRADUATING = "GRADUATING", "졸업예정"
    NIGHT = "NIGHT", "야간 과정"
    OPEN = "OPEN", "방송통신·사이버대학"


class OfficialRelation(Word):
    """How the applicant is related to a public official or private-school teacher."""

    SPOUSE = "SPOUSE", "배우자"
    CHILD = "CHILD", "자녀"


class Ban(Word):
    """Grounds on which the law bars a person from the work."""

    CORRUPTION = "CORRUPTION", "비위면직자 취업 제한"
    SEX_OFFENCE = "SEX_OFFENCE", "성범죄 경력"
    CHILD_ABUSE = "CHILD_ABUSE", "아동학대 전력"


class RepeatMeasure(Word):
    """What is counted of earlier participation."""

    ROUNDS = "ROUNDS", "참여 횟수(회)"
    CONSECUTIVE = "CONSECUTIVE", "연속 참여 횟수(회)"
    MONTHS = "MONTHS", "참여한 달의 수(개월)"
    DAYS = "DAYS", "참여 일수(일)"


class Together(Word):
    """Whether a certificate and experience are both needed or one is enough."""

    EITHER = "EITHER", "하나 이상"
    BOTH = "BOTH", "모두"


class Sex(Word):
    """As the identity paper states it."""

    FEMALE = "FEMALE", "여"
    MALE = "MALE", "남"


class VulnerableGroup(Word):
    """취업취약계층 (domain 1.7)."""

    LOW_INCOME = "LOW_INCOME", "저소득층"
    DISABLED = "DISABLED", "장애인"
    LONG_UNEMPLOYED = "LONG_UNEMPLOYED", "6개월 이상 장기실직자"
    MARRIAGE_MIGRANT = "MARRIAGE_MIGRANT", "결혼이민자"
    NORTH_KOREAN = "NORTH_KOREAN", "북한이탈주민"
    YOUTH_AT_RISK = "YOUTH_AT_RISK", "위기청소년"
    FEMALE_HEAD = "FEMALE_HEAD", "여성가장"
    SINGLE_PARENT = "SINGLE_PARENT", "한부모가족"
    TRAFFICKING_VICTIM = "TRAFFICKING_VICTIM", "성매매피해자"
    REHABILITATION = "REHABILITATION", "갱생보호대상자"
    PRISONER = "PRISONER", "수형자(출소예정)"
    HOMELESS = "HOMELESS", "노숙인"
    OLDER = "OLDER", "고령자"
    CAREER_BREAK = "CAREER_BREAK", "경력단절여성"
    YOUTH = "YOUTH", "청년"
    CREDIT_RECOVERY = "CREDIT_RECOVERY", "신용회복지원자"
    VETERAN = "VETERAN", "국가유공자(취업보호대상)"


class AgeGroup(Word):
    """The age groups posts are planned by."""

    YOUTH = "YOUTH", "청년"
    UNDER_65 = "UNDER_65", "65세 미만"
    OVER_65 = "OVER_65", "65세 이상"


class ParticipantType(Word):
    """The type of participant a round recruits."""

    GENERAL = "GENERAL", "일반"
    SPECIALIST = "SPECIALIST", "전문"
    YOUTH = "YOUTH", "청년"


class YesNo(Word):
    """The values of a fact that holds or does not."""

    YES = "YES", "해당"
    NO = "NO", "해당 없음"
