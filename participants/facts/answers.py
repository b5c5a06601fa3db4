"""The facts that the results of enquiries tell; what nobody asked for stays unknown."""

from datetime import date

from jobportal.platform.rules.codes import (
    Ban,
    Employment,
    OfficialRelation,
    PremiumType,
    StudentState,
)
from jobportal.platform.rules.facts import Spell
from participants.enquiries.kinds import day_of
from participants.models import Application, Enquiry

K = Enquiry.Kind
PLAIN = {
    K.INCOME: ("household_income_won",),
    K.PREMIUM: ("premium_won",),
    K.ASSETS: ("assets_won", "debts_won"),
    K.EMPLOYMENT: (
        "employed_days",
        "unemployed_months",
        "has_regular_income",
        "has_business",
        "spouse_has_regular_income",
        "spouse_has_business",
        "receives_pension",
        "is_farmer",
        "spouse_is_farmer",
    ),
    K.PERSONAL: ("is_able_to_work", "is_recognised_homeless"),
}
"""Values that are facts as they are kept."""
_WORDS = (
    (K.PREMIUM, "premium_type", PremiumType),
    (K.EMPLOYMENT, "employment", Employment),
    (K.PERSONAL, "student_state", StudentState),
)


def answered(values: dict[str, dict], one: Application) -> dict:
    """The facts told by the values of each kind of enquiry."""
    personal, bans = values.get(K.PERSONAL, {}), values.get(K.BAN, {})
    relations = personal.get("official_relations")
    return {
        **_residence(values.get(K.RESIDENCE, {}), one),
        **_benefits(values.get(K.BENEFIT, {})),
        **_plain(values),
        "official_relations": None
        if relations is None
        else tuple(OfficialRelation(code) for code in relations),
        "has_false_documents": bool(personal.get("has_false_documents")),
        "bans": {ban: bans[ban.value] for ban in Ban if bans.get(ban.value) is not None},
    }


def _plain(values: dict[str, dict]) -> dict:
    facts = {
        name: values[kind][name]
        for kind, names in PLAIN.items()
        if kind in values
        for name in names
        if values[kind].get(name) is not None
    }
    for kind, name, word in _WORDS:
        if code := values.get(kind, {}).get(name):
            facts[name] = word(code)
    return facts


def _residence(kept: dict, one: Application) -> dict:
    """Where somebody lives, and how many live together; else the household they stated."""
    lives, since = kept.get("in_district"), kept.get("district_from_on")
    city_since = kept.get("city_from_on")
    return {
        "household_size": kept.get("household_size") or one.household_size,
        "district_stays": _stays(lives, since),
        "city_stays": _stays(lives or bool(city_since) or None, city_since or since),
    }


def _stays(lives: bool | None, since: str | None) -> tuple[Spell, ...] | None:
    """Lives there since a day; nowhere there; or not known."""
    if lives is False:
        return ()
    return (Spell(date.fromisoformat(since)),) if lives and since else None


def _benefits(kept: dict) -> dict:
    return {f"{name}_benefits": _benefit(kept, name) for name in ("livelihood", "unemployment")}


def _benefit(kept: dict, name: str) -> tuple[Spell, ...] | None:
    """Draws it in a spell, of which an unknown first day is long ago; or not; or not known."""
    draws = kept.get(f"has_{name}")
    if draws is None:
        return None
    first = day_of(kept.get(f"{name}_from_on")) or date.min
    return (Spell(first, day_of(kept.get(f"{name}_to_on"))),) if draws else ()
