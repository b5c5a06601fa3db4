"""Which rounds recruit for the same posts: a first round and its additional recruitments."""

from datetime import date

from django.db.models import QuerySet

from programs.models import Round


def open_additions(round_: Round, day: date) -> QuerySet:
    """The additional recruitments for a round that take applications on a day, the first first."""
    found = Round.objects.of(round_.district).filter(additional_to=round_, state__in=Round.IN_WORK)
    found = found.filter(apply_from_on__lte=day, apply_to_on__gte=day)
    return found.order_by("apply_from_on", "pk")


def recruited_together(round_: Round) -> set[int]:
    """The other rounds of the family of an additional recruitment: the round it recruits for, that
    one's own base, and every additional round of theirs. Empty for a first round; one query."""
    if not round_.additional_to_id:
        return set()
    pairs = Round.objects.filter(programme=round_.programme_id, additional_to__isnull=False)
    links = list(pairs.values_list("pk", "additional_to_id"))
    family, before = {round_.pk, round_.additional_to_id}, set()
    while family != before:
        before = set(family)
        family |= {pk for link in links if family & set(link) for pk in link}
    return family - {round_.pk}
