"""What of people may be published in figures: from how many people on, and what is said of it."""

from django.conf import settings
from django.core.checks import Error, register

PUBLISHING = "publishing"
LEAST, MOST = 3, 10


def small_cell_note() -> str:
    """The note under a table in which figures are not published."""
    return f"{settings.SMALL_CELL_THRESHOLD}명 미만은 개인정보 보호를 위해 표시하지 않음(*)"


@register(PUBLISHING)
def threshold_is_within_its_limits(app_configs, **kwargs) -> list[Error]:
    """Below 3 a member of a pair would know the other; above 10 little is left to publish."""
    value = settings.SMALL_CELL_THRESHOLD
    if LEAST <= value <= MOST:
        return []
    words = f"PORTAL_SMALL_CELL_THRESHOLD: {LEAST}부터 {MOST}까지로 정하세요. 지금 값: {value}"
    return [Error(words, id="portal.E030")]
