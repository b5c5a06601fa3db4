"""What the pages about participants show, each written by hand as one SQL statement."""

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
BY_PHONE = _ROW + " AND (p.phone LIKE %(end)s OR a.number = %(number)s)" + _PAGE

HINT = """
SELECT p.id, p.name, p.birth_on, p.sex, p.phone, a.id, a.number, a.state, r.code
FROM participants_person p
LEFT JOIN participants_application a ON a.person_id = p.id AND a.state <> 'WITHDRAWN'
LEFT JOIN programs_round r ON r.id = a.round_id
WHERE p.district_id = %(district)s AND p.merged_into_id IS NULL AND (
    p.birth_on = %(birth_on)s OR p.phone = %(phone)s OR p.address_key = %(address)s
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
