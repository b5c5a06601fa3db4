"""``manage.py verify_selections``: every selection list is still what its hash was made of."""

from django.core.management.base import BaseCommand, CommandError

from participants.models import Selection
from participants.selection.kept import stored_digest


class Command(BaseCommand):
    help = "모든 선발안의 해시를 다시 계산해 저장된 해시와 견줍니다."

    def handle(self, *args, **options):
        """Name every list that differs; the exit code is 1 when one does."""
        lists = Selection.objects.select_related("round", "rules", "district")
        broken = [
            one
            for one in lists.order_by("district", "round", "number")
            if stored_digest(one) != one.digest
        ]
        for one in broken:
            self.stderr.write(f"해시가 다릅니다: {one.district} {one} ({one.get_state_display()})")
        if broken:
            raise CommandError(f"선발안 {len(broken):,}건의 내용이 해시와 다릅니다.")
        self.stdout.write(f"선발안 {lists.count():,}건의 해시가 모두 맞습니다.")
