"""What has to be finished in a round before it is closed."""

from participants.models import Appeal, Offer, Placement
from programs.models import Round


def people_left(round_: Round) -> list[str]:
    """Who still holds a post, is asked for an answer or waits for one, counted in Korean.

    Open vacancies and reserves may be left: they end with the round. The closing of a round asks
    this (``CLOSING_CHECKS`` in the settings).
    """
    holding = Placement.objects.filter(round=round_, state__in=Placement.HOLDING)
    offers = Offer.objects.filter(vacancy__round=round_, state=Offer.State.OPEN)
    appeals = Appeal.objects.filter(application__round=round_, state=Appeal.State.FILED)
    counts = (
        ("자리를 가진 사람(만료나 종료를 적을 사람)", holding.count(), "명"),
        ("답변을 기다리는 통보", offers.count(), "건"),
        ("처리할 이의신청", appeals.count(), "건"),
    )
    return [f"{what} {number:,}{unit}" for what, number, unit in counts if number]
