"""Further districts like the first, copied in the database: one statement for each table."""

from collections.abc import Iterator
from graphlib import TopologicalSorter

from django.db import connection, models

from jobportal.platform.encrypted import encrypted_fields
from jobportal.platform.models import District, Record
from jobportal.platform.models.rewriting import rewrite
from participants.models import (
    Appeal,
    Application,
    ApplicationGroup,
    DuplicatePair,
    Offer,
    Person,
    Placement,
    Publication,
    Selection,
    SelectionEntry,
    Vacancy,
)
from programs.models import HostUnit, Programme, ProgrammeName, Round, RoundRules, WorkProject

# What lists and dashboards read. Answers of enquiries, consents, papers and sheets stay in the
# first district: no list goes through them, and they are most of all rows.
COPIED: tuple[type[Record], ...] = (
    *(HostUnit, Programme, ProgrammeName, Round, RoundRules, WorkProject),
    *(Person, Application, ApplicationGroup, DuplicatePair),
    *(Selection, SelectionEntry, Publication, Appeal, Placement, Vacancy, Offer),
)


def copy_district(source: District, times: int) -> None:
    """Copy everything of a district into so many new ones; numbers are moved on by steps."""
    steps = {model: _highest(model) for model in COPIED}
    for n in range(1, times + 1):
        target = District.objects.create(code=f"copy-{n:02d}", name=f"견본{n}구")
        for model in _in_order():
            statement, values = _statement(model, steps, n, source.pk, target.pk)
            with connection.cursor() as cursor:
                cursor.execute(statement, values)
            _seal_anew(model, source, n * steps[model])
    for model in COPIED:
        _move_sequence(model)


def _highest(model: type[Record]) -> int:
    return model._base_manager.aggregate(most=models.Max("pk"))["most"] or 0


def _in_order() -> Iterator[type[Record]]:
    """Each model after those it refers to."""
    needs = {
        model: {
            field.related_model
            for field in model._meta.concrete_fields
            if field.related_model in COPIED and field.related_model is not model
        }
        for model in COPIED
    }
    return TopologicalSorter(needs).static_order()


def _statement(
    model: type[Record], steps: dict[type[Record], int], n: int, source: int, target: int
) -> tuple[str, list[int]]:
    quote = connection.ops.quote_name
    columns, chosen, values = [], [], []
    for field in model._meta.concrete_fields:
        column = quote(field.column)
        columns.append(column)
        of = model if field.primary_key else field.related_model
        if field.name == "district":
            chosen.append("%s")
            values.append(target)
        elif of in steps:
            chosen.append(f"{column} + %s")
            values.append(n * steps[of])
        else:
            chosen.append(column)
    table = quote(model._meta.db_table)
    statement = (
        f"INSERT INTO {table} ({', '.join(columns)}) SELECT {', '.join(chosen)} FROM {table} "  # noqa: S608
        f"WHERE {quote('district_id')} = %s ORDER BY id"
    )
    return statement, [*values, source]


def _seal_anew(model: type[Record], source: District, moved: int) -> None:
    """What is encrypted is sealed for the rows of the copy: it would not open in them."""
    for field in encrypted_fields(model):
        rows = model._base_manager.filter(district=source).values_list("pk", field.name)
        copies = [model(pk=pk + moved, **{field.name: text}) for pk, text in rows if text]
        if copies:
            rewrite(copies, (field.name,))


def _move_sequence(model: type[Record]) -> None:
    """New rows get numbers after the copied ones (SQLite does so by itself)."""
    highest = _highest(model)
    if connection.vendor != "postgresql" or not highest:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)",
            [model._meta.db_table, highest],
        )
