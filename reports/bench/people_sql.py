"""What the pages about participants show, each written by hand as one SQL statement."""

# ruff: noqa: S608  (only texts written in this module are put together)

_ROW = """
SELECT COUNT(*) OVER (), a.id, a.number, a.state, a.received_on, a.channel,
    p.name, p.birth_on, p.sex, p.phone, p.dong
FROM participants_application a JOIN participants_person p ON p.id = a.person_id
WHERE a.district_id = %(district)s AND a.round_id = %(round)s
"""
_PAGE = " ORDER BY a.number, a.id LIMIT 50"

LIST = _ROW + _PAGE
BY_NAME = _ROW + " AND (p.name_key LIKE %(like)s OR p.former_key LIKE %(like)s)" + _PAGE
BY_INITIALS = _ROW + " AND p.initials LIKE %(like)s" + _PAGE
BY_PHONE = _ROW + " AND (p.phone_end LIKE %(end)s OR a.number = %(number)s)" + _PAGE

HINT = """
SELECT p.id, p.name, p.birth_on, p.sex, p.phone, a.id, a.number, a.state, r.code
FROM participants_person p
LEFT JOIN participants_application a ON a.person_id = p.id AND a.state <> 'WITHDRAWN'
LEFT JOIN programs_round r ON r.id = a.round_id
WHERE p.district_id = %(district)s AND p.merged_into_id IS NULL AND (
    p.birth_on = %(birth_on)s OR p.phone_index = %(phone)s OR p.address_key = %(address)s
)
"""

DASHBOARD = """
SELECT 'state', a.state, CAST(NULL AS TEXT), COUNT(*) FROM participants_application a
WHERE a.round_id = %(round)s GROUP BY a.state
UNION ALL
SELECT 'day', CAST(a.received_on AS TEXT), CAST(a.round_id AS TEXT), COUNT(*)
FROM participants_application a
WHERE a.round_id IN (%(round)s, %(before)s) AND a.state NOT IN ('DRAFT', 'WITHDRAWN')
GROUP BY a.received_on, a.round_id
UNION ALL
SELECT 'listed', e.state, e.pool, COUNT(*) FROM participants_selectionentry e
JOIN participants_selection s ON s.id = e.selection_id
JOIN participants_application a ON a.id = e.application_id
WHERE s.round_id = %(round)s AND s.state = 'APPROVED'
    AND (e.state = 'SELECTED' OR a.state = 'RESERVE') GROUP BY e.state, e.pool
UNION ALL
SELECT 'placed', p.state, p.pool, COUNT(*) FROM participants_placement p
WHERE p.round_id = %(round)s GROUP BY p.state, p.pool
UNION ALL
SELECT 'why', p.end_reason, p.pool, COUNT(*) FROM participants_placement p
WHERE p.round_id = %(round)s GROUP BY p.end_reason, p.pool
UNION ALL
SELECT 'vacant', v.state, v.pool, COUNT(*) FROM participants_vacancy v
WHERE v.round_id = %(round)s GROUP BY v.state, v.pool
UNION ALL
SELECT 'offered', o.state, v.pool, COUNT(*) FROM participants_offer o
JOIN participants_vacancy v ON v.id = o.vacancy_id
WHERE v.round_id = %(round)s GROUP BY o.state, v.pool
UNION ALL
SELECT 'screened', s.result, CAST(NULL AS TEXT), COUNT(*) FROM participants_screening s
JOIN participants_application a ON a.id = s.application_id
WHERE a.round_id = %(round)s GROUP BY s.result
"""

_OF_THE_YEAR = """
JOIN participants_person p ON p.id = a.person_id JOIN programs_round r ON r.id = a.round_id
WHERE r.district_id = %(district)s AND r.year = %(year)s
"""
_BEGUN = """
FROM participants_placement m JOIN participants_application a ON a.id = m.application_id
"""
_AT_WORK = "m.state NOT IN ('ASSIGNED', 'CONTRACTED', 'CANCELLED') AND m.from_on <= %(as_of)s"


def _divided(kind: str) -> str:
    """The people of a year's rounds by four measures and one more expression."""
    counted = f"a.round_id, {kind} AS kind, COUNT(*)"
    return f"""
SELECT 'applied', {counted} FROM participants_application a {_OF_THE_YEAR}
    AND a.state NOT IN ('DRAFT', 'WITHDRAWN') AND a.received_on <= %(as_of)s
GROUP BY a.round_id, kind
UNION ALL
SELECT 'selected', {counted}
FROM participants_selectionentry e JOIN participants_selection s ON s.id = e.selection_id
JOIN participants_application a ON a.id = e.application_id {_OF_THE_YEAR}
    AND s.state = 'APPROVED' AND s.number = 1 AND e.state = 'SELECTED'
GROUP BY a.round_id, kind
UNION ALL
SELECT 'ever', {counted} {_BEGUN} {_OF_THE_YEAR} AND {_AT_WORK} AND NOT m.is_transfer
GROUP BY a.round_id, kind
UNION ALL
SELECT 'in post', {counted} {_BEGUN} {_OF_THE_YEAR} AND {_AT_WORK} AND m.to_on >= %(as_of)s
GROUP BY a.round_id, kind
"""


BY_SEX = _divided("p.sex")
BY_REPEAT = _divided("""(
    SELECT COUNT(DISTINCT m2.round_id) FROM participants_placement m2
    JOIN programs_round r2 ON r2.id = m2.round_id
    WHERE m2.person_id = a.person_id AND r2.starts_on < r.starts_on
        AND m2.state NOT IN ('ASSIGNED', 'CONTRACTED', 'CANCELLED')
)""")
