"""What the acts on a round read and write, each by hand as one SQL statement, without a log."""

PLACED = """
INSERT INTO participants_placement (version, district_id, round_id, application_id, person_id,
    project_id, pool, hours_per_day, from_on, to_on, state, is_transfer, contract_number,
    end_reason, end_note)
SELECT 1, r.district_id, r.id, a.id, a.person_id, e.project_id, e.pool, 8, r.starts_on, r.ends_on,
    'ASSIGNED', %(no)s, '', '', ''
FROM participants_selectionentry e
JOIN participants_selection s ON s.id = e.selection_id AND s.state = 'APPROVED'
JOIN participants_application a ON a.id = e.application_id AND a.state = 'SELECTED'
JOIN programs_round r ON r.id = a.round_id
WHERE r.id = %(round)s AND e.state = 'SELECTED' AND e.project_id IS NOT NULL
"""

APPROVED = """
UPDATE participants_application SET version = version + 1, state = (
    SELECT e.state FROM participants_selectionentry e
    JOIN participants_selection s ON s.id = e.selection_id AND s.state = 'PROPOSED'
    WHERE e.application_id = participants_application.id
)
WHERE round_id = %(round)s AND state = 'SCORED'
"""

CONTRACTED = """
UPDATE participants_placement SET version = version + 1, state = 'CONTRACTED',
    contract_on = %(today)s, contract_number = 'bench-' || id
WHERE round_id = %(round)s AND state = 'ASSIGNED'
"""

ATTENDED = """
INSERT INTO participants_trainingattendance (version, district_id, session_id, placement_id)
SELECT 1, p.district_id, t.id, p.id
FROM participants_placement p JOIN participants_safetytraining t ON t.round_id = p.round_id
WHERE p.round_id = %(round)s AND p.state <> 'CANCELLED'
"""

EXAMINED = """
INSERT INTO participants_healthexam (version, district_id, placement_id, examined_on, agency)
SELECT 1, p.district_id, p.id, %(today)s, ''
FROM participants_placement p WHERE p.round_id = %(round)s AND p.state <> 'CANCELLED'
"""

WAITING = """
SELECT a.id, a.number, p.name, p.birth_on, e.pool, w.title
FROM participants_application a JOIN participants_person p ON p.id = a.person_id
LEFT JOIN participants_selectionentry e ON e.application_id = a.id AND e.state = 'SELECTED'
LEFT JOIN programs_workproject w ON w.id = e.project_id
WHERE a.round_id = %(round)s AND a.state = 'SELECTED' ORDER BY a.number
"""

PLACEMENTS = """
SELECT m.id, a.number, p.name, p.birth_on, w.title, m.from_on, m.to_on, m.state
FROM participants_placement m JOIN participants_application a ON a.id = m.application_id
JOIN participants_person p ON p.id = m.person_id JOIN programs_workproject w ON w.id = m.project_id
WHERE m.round_id = %(round)s ORDER BY w.code, m.from_on, m.id
"""

PAGE_OF_PLACEMENTS = PLACEMENTS + " LIMIT 100"

PAGE_OF_LIST = """
SELECT e.rank, e.score_hundredths, e.state, e.pool, a.number, p.name, w.title
FROM participants_selectionentry e JOIN participants_selection s ON s.id = e.selection_id
JOIN participants_application a ON a.id = e.application_id
JOIN participants_person p ON p.id = a.person_id
LEFT JOIN programs_workproject w ON w.id = e.project_id
WHERE s.round_id = %(round)s ORDER BY e.rank, e.id LIMIT 50
"""

VACANT = """
SELECT v.id, v.opened_on, v.pool, w.title, (
    SELECT MIN(e.reserve_rank) FROM participants_selectionentry e
    JOIN participants_selection s ON s.id = e.selection_id AND s.state = 'APPROVED'
    JOIN participants_application a ON a.id = e.application_id AND a.state = 'RESERVE'
    WHERE s.round_id = v.round_id AND e.state = 'RESERVE' AND e.pool = v.pool
)
FROM participants_vacancy v LEFT JOIN programs_workproject w ON w.id = v.project_id
WHERE v.round_id = %(round)s AND v.state = 'OPEN' ORDER BY v.opened_on, v.id
"""

SCREENED = """
SELECT a.state, s.result, COUNT(*) FROM participants_application a
LEFT JOIN participants_screening s ON s.application_id = a.id
WHERE a.round_id = %(round)s GROUP BY a.state, s.result
"""
