"""Kinds of records of the programmes app, by topic: what lists show and how packs name them."""

from programs.records import (
    activities,
    company,
    indicators,
    organisation,
    pledges,
    programmes,
    projects,
    social,
)

KINDS = (
    *organisation.KINDS,
    *projects.KINDS,
    *programmes.KINDS,
    *indicators.KINDS,
    *pledges.KINDS,
    *activities.KINDS,
    *social.KINDS,
    *company.KINDS,
)
