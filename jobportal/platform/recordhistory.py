"""The change log of records that have no page of a kind, for the page they are shown on."""

from jobportal.platform.display import logged_text, text_of
from jobportal.platform.models import Change, Record
from jobportal.platform.models.logsecret import Told, opened

SHOWN = 30


def history(*records: Record) -> list[dict]:
    """The newest changes of the records, with the Korean names of all their fields."""
    entries: list[tuple[Change, Record]] = []
    for record in records:
        found = Change.objects.filter(kind=record.kind_label(), record_id=record.pk)
        entries += [(change, record) for change in found.order_by("-pk")[:SHOWN]]
    entries.sort(key=lambda entry: -entry[0].pk)
    shown = entries[:SHOWN]
    told = opened(change for change, _ in shown)
    return [_shown(change, told[change.pk], record) for change, record in shown]


def _shown(change: Change, told: Told, record: Record) -> dict:
    labels = {field.name: str(field.verbose_name) for field in record.content_fields()}
    changes = [
        {
            "label": labels.get(name, name),
            "before": logged_text(before),
            "after": logged_text(after),
        }
        for name, (before, after) in told.fields.items()
        if change.action == Change.Action.UPDATE and name != "token"
    ]
    return {
        "at": text_of(change.at),
        "actor": change.actor_name,
        "action": f"{record._meta.verbose_name} {change.get_action_display()}",
        "reason": told.reason,
        "changes": changes,
    }
