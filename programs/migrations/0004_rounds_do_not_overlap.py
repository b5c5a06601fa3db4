"""Rounds of one programme and 차수 never overlap, whoever writes them, on both engines."""

from django.db import migrations

_OVERLAP = """
    SELECT 1 FROM programs_round AS other
    WHERE other.programme_id = NEW.programme_id AND other.seq = NEW.seq AND other.id <> {own}
      AND other.starts_on <= NEW.ends_on AND other.ends_on >= NEW.starts_on
"""
_VERBS = {
    "insert": ("INSERT", "-1"),
    "update": ("UPDATE OF programme_id, seq, starts_on, ends_on", "NEW.id"),
}
_SQLITE = """
CREATE TRIGGER programs_round_no_overlap_{name} BEFORE {verb} ON programs_round
WHEN EXISTS ({overlap}) BEGIN SELECT RAISE(ABORT, 'programs_round: rounds overlap'); END
"""
# The lock lets two writers of one programme see each other's rounds.
_POSTGRES_FUNCTION = """
CREATE FUNCTION refuse_round_overlap() RETURNS trigger AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('programs_round'), NEW.programme_id::int);
  IF EXISTS ({overlap}) THEN
    RAISE EXCEPTION 'programs_round: rounds overlap' USING ERRCODE = 'exclusion_violation';
  END IF;
  RETURN NEW;
END $$ LANGUAGE plpgsql
"""
_POSTGRES = """
CREATE TRIGGER programs_round_no_overlap_{name} BEFORE {verb} ON programs_round
FOR EACH ROW EXECUTE FUNCTION refuse_round_overlap()
"""


def create(apps, schema_editor):
    """Refuse overlapping rounds from now on."""
    is_postgres = schema_editor.connection.vendor == "postgresql"
    if is_postgres:
        overlap = _OVERLAP.format(own="COALESCE(NEW.id, -1)")
        schema_editor.execute(_POSTGRES_FUNCTION.format(overlap=overlap))
    for name, (verb, own) in _VERBS.items():
        overlap = _OVERLAP.format(own=own)
        template = _POSTGRES if is_postgres else _SQLITE
        schema_editor.execute(template.format(name=name, verb=verb, overlap=overlap))


def drop(apps, schema_editor):
    """Undo :func:`create`."""
    is_postgres = schema_editor.connection.vendor == "postgresql"
    for name in _VERBS:
        table = " ON programs_round" if is_postgres else ""
        schema_editor.execute(f"DROP TRIGGER programs_round_no_overlap_{name}{table}")
    if is_postgres:
        schema_editor.execute("DROP FUNCTION refuse_round_overlap()")


class Migration(migrations.Migration):
    dependencies = [("programs", "0003_published_rules_are_frozen")]

    operations = [migrations.RunPython(create, drop)]
