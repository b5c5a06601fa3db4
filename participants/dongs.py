"""The 동 of a district as they were written so far, and for which of them a new word may stand."""

import re
from collections.abc import Collection

from jobportal.platform.actors import Actor
from jobportal.platform.models import Grant
from jobportal.platform.permissions import Confinement, Permission
from jobportal.platform.values.hangul import fold
from jobportal.platform.values.particles import settle_particles
from participants.models import Application, Person

_SIGNS = re.compile(r"제(?=\d)|[·.,]")


def known_dongs(actor: Actor, permission: Permission) -> list[str]:
    """The names used by the people and applications somebody reaches, and by the grants they may
    know of, sorted; one query. What others alone take in is suggested to nobody.
    """
    lived = actor.reach(Person, permission).order_by().values_list("dong")
    received = actor.reach(Application, permission).order_by().values_list("reception_dong")
    granted = Grant.objects.filter(district=actor.district, confined_to=Confinement.DONG)
    if not actor.may_in_whole_district(permission):
        granted = granted.filter(pk__in=[grant.pk for grant in actor.grants_of(permission)])
    names = lived.union(received, granted.order_by().values_list("confined_code"))
    return sorted({name for (name,) in names} - {""})


def alike_dongs(word: str, known: Collection[str]) -> list[str]:
    """For a word that is new, the known names it may stand for; none for a known one.

    Those are meant that differ only in 제, dots or spacing; without such, those that differ in
    digits or the last 동 as well.
    """
    word = "".join(word.split())
    if not word or word in known:
        return []
    spelt = [name for name in known if _plain(name) == _plain(word)]
    return spelt or [name for name in known if _stem(name) == _stem(word)]


def dong_remark(label: str, word: str, known: Collection[str]) -> str:
    """What to look at again of a 동 that was typed, in Korean; "" for nothing."""
    alike = alike_dongs(word, known)
    if not alike:
        return ""
    names = ", ".join(f"‘{name}’" for name in alike)
    return settle_particles(
        f"{label} ‘{word}’은(는) 이 구에서 처음 쓰는 이름입니다. {names}과(와) 같은 동이면 "
        "‘고치기’에서 그 이름으로 고치세요. 동별 통계가 나뉩니다."
    )


def _plain(name: str) -> str:
    return _SIGNS.sub("", fold(name))


def _stem(name: str) -> str:
    return re.sub(r"\d", "", _plain(name)).removesuffix("동")
