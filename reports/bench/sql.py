"""The same sums as the pages, each written by hand as one SQL statement for both databases."""

# ruff: noqa: S608  (only names written in this module are put together)

EXECUTED = "(e.stage = 'RESOLVED' OR (e.stage = 'PAID' AND e.follows_id IS NULL))"
AMOUNTS = ("national_won", "city_won", "district_won", "other_won", "unsplit_won")


def _total(alias: str) -> str:
    return " + ".join(f"{alias}.{name}" for name in AMOUNTS)


def _sums(alias: str) -> str:
    return ", ".join(f"SUM({alias}.{name})" for name in AMOUNTS)


_NO_SUMS = "0, 0, 0, 0"

# Kept as a table of its own, ``line`` has no index and the whole takes three times as long as its
# parts: the pages would then be held against a statement nobody would write.
DASHBOARD = f"""
WITH line AS NOT MATERIALIZED (
    SELECT l.id, l.year, l.detail_id, d.unit_id
    FROM budgets_budgetline l JOIN budgets_detailprogramme d ON d.id = l.detail_id
    WHERE l.district_id = %(district)s AND l.year IN (%(year)s, %(before)s)
), stated AS (
    SELECT MAX(s.as_of) AS as_of FROM budgets_budgetstatement s
    WHERE s.district_id = %(district)s AND s.year = %(year)s AND s.as_of <= %(as_of)s
)
SELECT 'in force', line.id, '', {_sums("a")}
FROM line JOIN budgets_appropriation a ON a.line_id = line.id
WHERE line.year = %(year)s AND a.decided_on <= %(as_of)s GROUP BY line.id
UNION ALL
SELECT 'executed', line.id, '', {_sums("e")}
FROM line JOIN budgets_ledgerentry e ON e.line_id = line.id
WHERE line.year = %(year)s AND e."on" <= %(as_of)s AND {EXECUTED} GROUP BY line.id
UNION ALL
SELECT 'in force by day', line.year, CAST(a.decided_on AS TEXT), SUM({_total("a")}), {_NO_SUMS}
FROM line JOIN budgets_appropriation a ON a.line_id = line.id GROUP BY line.year, a.decided_on
UNION ALL
SELECT 'executed by day', line.year, CAST(e."on" AS TEXT), SUM({_total("e")}), {_NO_SUMS}
FROM line JOIN budgets_ledgerentry e ON e.line_id = line.id
WHERE {EXECUTED} GROUP BY line.year, e."on"
UNION ALL
SELECT 'waiting', 0, e.stage, SUM({_total("e")}), {_NO_SUMS}
FROM line JOIN budgets_ledgerentry e ON e.line_id = line.id
WHERE line.year = %(year)s AND e."on" <= %(as_of)s AND e.stage IN ('REQUESTED', 'OBLIGATED')
    AND 0 = COALESCE((
        SELECT SUM({_total("f")}) FROM budgets_ledgerentry f
        WHERE f.follows_id = e.id AND f."on" <= %(as_of)s
    ), 0)
GROUP BY e.stage
UNION ALL
SELECT 'in force, stated day', line.unit_id, '', {_sums("a")}
FROM stated JOIN budgets_appropriation a ON a.decided_on <= stated.as_of
    JOIN line ON line.id = a.line_id AND line.year = %(year)s GROUP BY line.unit_id
UNION ALL
SELECT 'executed, stated day', line.unit_id, '', {_sums("e")}
FROM stated JOIN line ON line.year = %(year)s
    JOIN budgets_ledgerentry e ON e.line_id = line.id AND e."on" <= stated.as_of
WHERE {EXECUTED} GROUP BY line.unit_id
"""

ACHIEVEMENTS = """
SELECT i.id, t.quarter, t.value, r.value, r.as_of
FROM programs_indicator i
JOIN programs_indicatortarget t ON t.indicator_id = i.id AND t.year = %(year)s
LEFT JOIN programs_indicatorresult r
    ON r.indicator_id = i.id AND r.year = %(year)s AND r.quarter = t.quarter AND r.as_of = (
        SELECT MAX(k.as_of) FROM programs_indicatorresult k
        WHERE k.indicator_id = i.id AND k.year = %(year)s AND k.quarter = t.quarter
            AND k.as_of <= %(as_of)s
    )
WHERE i.district_id = %(district)s AND t.district_id = %(district)s
ORDER BY i."order", t.quarter
"""

LEDGER = f"""
SELECT COUNT(*), SUM({_total("e")}), {_sums("e")}
FROM budgets_ledgerentry e JOIN budgets_budgetline l ON l.id = e.line_id
WHERE l.district_id = %(district)s AND l.year = %(year)s
"""

LEDGER_OF_ALL_YEARS = f"""
SELECT COUNT(*), SUM({_total("e")}), {_sums("e")}
FROM budgets_ledgerentry e WHERE e.district_id = %(district)s
"""

APPROPRIATIONS = f"""
SELECT COUNT(*), SUM({_total("a")}), {_sums("a")}
FROM budgets_appropriation a JOIN budgets_budgetline l ON l.id = a.line_id
WHERE l.district_id = %(district)s AND l.year = %(year)s
"""

BUDGET_LINES = """
SELECT COUNT(*) FROM budgets_budgetline l
WHERE l.district_id = %(district)s AND l.year = %(year)s
"""

_BY_UNIT = f"""
SELECT line.year, line.unit_id, SUM(line.in_force), SUM(line.spent) FROM (
    SELECT l.year, d.unit_id,
        (SELECT SUM({_total("a")}) FROM budgets_appropriation a
         WHERE a.line_id = l.id AND a.decided_on <= %(as_of)s) AS in_force,
        (SELECT SUM({_total("e")}) FROM budgets_ledgerentry e
         WHERE e.line_id = l.id AND e."on" <= %(as_of)s AND {EXECUTED}) AS spent
    FROM budgets_budgetline l JOIN budgets_detailprogramme d ON d.id = l.detail_id
    WHERE l.district_id = %(district)s AND l.year BETWEEN %(first)s AND %(year)s
) line GROUP BY line.year, line.unit_id
"""

REPORT_TABLE = _BY_UNIT
"""Of one year: ``first`` is ``year``."""

DOCUMENT = _BY_UNIT
"""Of every year of the document: ``first`` is the first of them."""
