"""The base of the pages that tell people what was announced: notices, messages and letters."""

from jobportal.platform.permissions import Permission
from participants.announcing.publications import announced_before, publication_in_force
from participants.views.round_page import RoundPage
from participants.views.taking_out import TakingOut


class TellingPage(TakingOut, RoundPage):
    """A page about the announcement in force, of which there may be none yet."""

    step = "round_results"
    permission = Permission.PUBLISH_RESULTS

    def load(self, pk: int) -> None:
        """The round and its announcement; ``is_first`` of one that corrects no other."""
        self.load_round(pk)
        self.publication = publication_in_force(self.round)
        self.is_first = self.publication is None or announced_before(self.publication) is None
