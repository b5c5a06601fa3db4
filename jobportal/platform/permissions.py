"""What an account may do: one list of permissions, and the roles delivered with the portal."""

from dataclasses import dataclass

from jobportal.platform.rules.codes import Word


class Permission(Word):
    """Something a role allows; the label is what an administrator reads."""

    SEE_RECORDS = "SEE_RECORDS", "사업·예산·실적 기록 보기"
    EDIT_RECORDS = "EDIT_RECORDS", "사업·예산·실적 기록 입력·수정"
    IMPORT_RECORDS = "IMPORT_RECORDS", "자료 꾸러미 올리기"
    SEE_CHANGES = "SEE_CHANGES", "변경 이력 보기"
    SEE_REPORTS = "SEE_REPORTS", "집행·달성 현황과 문서 보기"
    EDIT_REPORTS = "EDIT_REPORTS", "문서 구성·제출, 수치 차이 확인"
    SEE_ROUNDS = "SEE_ROUNDS", "회차와 선발 기준 보기"
    PREPARE_ROUNDS = "PREPARE_ROUNDS", "회차 준비·공고·정정"
    SEE_STATISTICS = "SEE_STATISTICS", "회차 현황과 통계 보기"
    TAKE_IN = "TAKE_IN", "신청서 접수"
    SEE_APPLICANTS = "SEE_APPLICANTS", "신청자·참여자 보기"
    SCREEN = "SCREEN", "소득·재산 조회 결과와 자격심사"
    INTERVIEW = "INTERVIEW", "면접 채점"
    SELECT = "SELECT", "점수 산정과 선발안 제안"
    APPROVE_SELECTION = "APPROVE_SELECTION", "선발안 확정·반려, 면접 마감"
    PUBLISH_RESULTS = "PUBLISH_RESULTS", "선발 결과 발표·통보·이의신청 처리"
    SEE_APPEALS = "SEE_APPEALS", "이의신청 내용 보기"
    SEE_PLACEMENTS = "SEE_PLACEMENTS", "배치 현황 보기"
    PLACE = "PLACE", "배치·결원·교육 처리"
    DOWNLOAD_PERSONAL = "DOWNLOAD_PERSONAL", "개인정보가 든 파일 내려받기"
    REVEAL_IDENTITY = "REVEAL_IDENTITY", "주민등록번호 확인"
    EXPORT_IDENTITY = "EXPORT_IDENTITY", "주민등록번호가 든 암호화 파일 만들기"
    SEE_PROVISIONS = "SEE_PROVISIONS", "개인정보 제공 대장 보기"
    SEE_DESTRUCTION = "SEE_DESTRUCTION", "개인정보 파기 현황 보기"
    REQUEST_DESTRUCTION = "REQUEST_DESTRUCTION", "개인정보 파기 요청"
    APPROVE_DESTRUCTION = "APPROVE_DESTRUCTION", "개인정보 파기 승인"
    SEE_KEPT = "SEE_KEPT", "파기 뒤 따로 보관한 개인정보 보기"
    SEE_ACCESS = "SEE_ACCESS", "접속기록 전체 보기"
    REVIEW_ACCESS = "REVIEW_ACCESS", "접속기록 점검"
    MANAGE_ACCOUNTS = "MANAGE_ACCOUNTS", "계정·역할 관리, 권한 신청·회수"
    APPROVE_GRANTS = "APPROVE_GRANTS", "권한 승인·반려"
    SEE_GRANTS = "SEE_GRANTS", "권한 기록 보기"
    REVIEW_RIGHTS = "REVIEW_RIGHTS", "반기 권한 점검"


P = Permission
RESIDENT = frozenset(
    {
        *(P.TAKE_IN, P.SEE_APPLICANTS, P.SCREEN, P.INTERVIEW, P.SELECT, P.APPROVE_SELECTION),
        *(P.PUBLISH_RESULTS, P.SEE_APPEALS, P.SEE_PLACEMENTS, P.PLACE, P.DOWNLOAD_PERSONAL),
        *(P.REVEAL_IDENTITY, P.EXPORT_IDENTITY, P.SEE_KEPT),
    }
)
"""Permissions that show residents: they need a 취급승인 with period and training day (PD-16)."""

OVERSIGHT = frozenset(
    {P.APPROVE_GRANTS, P.REVIEW_RIGHTS, P.SEE_ACCESS, P.REVIEW_ACCESS, P.APPROVE_DESTRUCTION}
)
"""Permissions by which one looks after what others do."""
RESTING = RESIDENT | OVERSIGHT
"""What an account whose password was reissued waits for until somebody has confirmed it."""


def clash_in(permissions: frozenset[Permission]) -> str:
    """Why nobody may have these together, under however many roles, in Korean; "" when they may."""
    if P.MANAGE_ACCOUNTS not in permissions:
        return ""
    if permissions & RESIDENT:
        return "계정을 관리하는 사람은 주민의 개인정보를 보지 않습니다."
    if permissions & OVERSIGHT:
        return "계정을 관리하는 사람은 권한 승인과 점검, 접속기록 점검, 파기 승인을 하지 않습니다."
    return ""


class Confinement(Word):
    """What of a district a grant reaches."""

    DISTRICT = "DISTRICT", "구 전체"
    TEAM = "TEAM", "팀"
    PROGRAMME = "PROGRAMME", "일자리사업"
    DONG = "DONG", "동"


C = Confinement


@dataclass(frozen=True)
class DeliveredRole:
    """A role as it comes with the portal; an office changes a copy of its own."""

    code: str
    label: str
    description: str
    permissions: tuple[Permission, ...]
    confinements: tuple[Confinement, ...] = (C.DISTRICT,)


DELIVERED_ROLES = (
    DeliveredRole(
        "STAFF",
        "담당자",
        "사업과 예산을 기록하고, 접수부터 배치까지 회차의 모든 업무를 처리합니다.",
        (
            *(P.SEE_RECORDS, P.EDIT_RECORDS, P.IMPORT_RECORDS, P.SEE_CHANGES),
            *(P.SEE_REPORTS, P.EDIT_REPORTS, P.SEE_ROUNDS, P.PREPARE_ROUNDS, P.SEE_STATISTICS),
            *(P.TAKE_IN, P.SEE_APPLICANTS, P.SCREEN, P.INTERVIEW, P.SELECT, P.PUBLISH_RESULTS),
            *(P.SEE_APPEALS, P.SEE_PLACEMENTS, P.PLACE, P.DOWNLOAD_PERSONAL, P.REVEAL_IDENTITY),
            *(P.EXPORT_IDENTITY, P.SEE_DESTRUCTION, P.REQUEST_DESTRUCTION),
        ),
        (C.DISTRICT, C.PROGRAMME),
    ),
    DeliveredRole(
        "TEAM_LEAD",
        "팀장",
        "현황과 보고서를 보고, 담당자가 제안한 선발안과 권한 신청을 결정하며, "
        "접속기록을 점검합니다. 소득·재산은 보지 않습니다.",
        (
            *(P.SEE_RECORDS, P.EDIT_RECORDS, P.IMPORT_RECORDS, P.SEE_CHANGES),
            *(P.SEE_REPORTS, P.EDIT_REPORTS, P.SEE_ROUNDS, P.PREPARE_ROUNDS, P.SEE_STATISTICS),
            *(P.SEE_APPLICANTS, P.INTERVIEW, P.APPROVE_SELECTION, P.SEE_APPEALS, P.SEE_PLACEMENTS),
            *(P.SEE_ACCESS, P.REVIEW_ACCESS, P.APPROVE_GRANTS, P.SEE_GRANTS, P.SEE_DESTRUCTION),
            P.SEE_PROVISIONS,
        ),
    ),
    DeliveredRole(
        "DIRECTOR",
        "과장",
        "현황과 보고서를 보고 권한 신청을 결정하며 반기마다 권한을 점검합니다. "
        "신청자 한 사람 한 사람은 보지 않습니다.",
        (
            *(P.SEE_RECORDS, P.SEE_REPORTS, P.SEE_ROUNDS, P.SEE_STATISTICS),
            *(P.APPROVE_GRANTS, P.SEE_GRANTS, P.REVIEW_RIGHTS),
        ),
    ),
    DeliveredRole(
        "PAYROLL",
        "회계·급여 담당",
        "예산과 집행을 기록하고, 급여와 원천징수에 필요한 참여자 정보와 임금·회계 법령에 따라 "
        "따로 보관한 기록을 봅니다.",
        (
            *(P.SEE_RECORDS, P.EDIT_RECORDS, P.IMPORT_RECORDS, P.SEE_REPORTS, P.SEE_ROUNDS),
            *(P.SEE_APPLICANTS, P.SEE_PLACEMENTS, P.DOWNLOAD_PERSONAL, P.REVEAL_IDENTITY),
            *(P.EXPORT_IDENTITY, P.SEE_KEPT),
        ),
    ),
    DeliveredRole(
        "DONG_CLERK",
        "동 접수자",
        "자기 동에서 받은 신청서를 접수하고 봅니다.",
        (P.TAKE_IN, P.SEE_APPLICANTS),
        (C.DONG, C.DISTRICT),
    ),
    DeliveredRole(
        "HOST_UNIT",
        "사업부서(수행기관)",
        "맡은 일자리사업의 참여자와 배치를 봅니다.",
        (P.SEE_ROUNDS, P.SEE_PLACEMENTS),
        (C.PROGRAMME,),
    ),
    DeliveredRole(
        "REVIEWER",
        "면접위원",
        "맡은 일자리사업의 면접을 채점합니다. 바깥에서 온 심사위원에게 줍니다.",
        (P.SEE_ROUNDS, P.INTERVIEW),
        (C.DISTRICT, C.PROGRAMME),
    ),
    DeliveredRole(
        "COUNCIL",
        "의회·감사 조회",
        "문서와 통계를 봅니다. 사람이 드러나는 화면은 열리지 않습니다.",
        (P.SEE_REPORTS, P.SEE_STATISTICS),
    ),
    DeliveredRole(
        "PRIVACY_OFFICER",
        "개인정보 담당",
        "접속기록과 권한, 제공 대장을 점검하고 개인정보의 파기를 승인합니다. "
        "신청자의 정보는 보지 않습니다.",
        (
            *(P.SEE_ACCESS, P.REVIEW_ACCESS, P.SEE_DESTRUCTION, P.APPROVE_DESTRUCTION),
            *(P.APPROVE_GRANTS, P.SEE_GRANTS, P.REVIEW_RIGHTS, P.SEE_PROVISIONS),
        ),
    ),
    DeliveredRole(
        "ADMINISTRATOR",
        "시스템 관리자",
        "계정과 역할을 관리하고 권한을 신청합니다. 주민의 정보는 보지 않습니다.",
        (P.MANAGE_ACCOUNTS, P.SEE_GRANTS),
    ),
)
