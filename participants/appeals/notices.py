"""The answer to an appeal (이의신청 결과 통보서)."""

from jobportal.platform.masking import Audience, mask_birth, mask_name
from jobportal.platform.values.dates import kdate
from jobportal.platform.values.official_text import item, numbered
from participants.announcing.notices import Notice
from participants.announcing.publications import round_title
from participants.models import Appeal

_AFTER = {
    Appeal.State.ACCEPTED: "신청서를 다시 심사하고 그 결과를 따로 알려 드립니다.",
    Appeal.State.REJECTED: "앞서 알려 드린 결과는 그대로입니다.",
}


def answer_notice(appeal: Appeal) -> Notice:
    """The page for a decided appeal; KeyError for one that is open or was withdrawn."""
    application = appeal.application
    return Notice(
        person_id=application.person_id,
        receipt=application.receipt,
        name=mask_name(application.person.name, Audience.PRINT),
        birth=mask_birth(application.person.birth_on, Audience.PRINT),
        lines=numbered(
            [
                item(
                    f"귀하가 {kdate(appeal.filed_on)}에 하신 이의신청을 검토한 결과를 다음과 같이 "
                    "알려 드립니다.",
                    f"신청한 사업: {round_title(application.round)}",
                    f"대상 결과: {appeal.get_against_display()}",
                    f"결정: {appeal.get_state_display()}",
                    f"답변: {appeal.answer}",
                ),
                item(_AFTER[appeal.state]),
            ]
        ),
    )
