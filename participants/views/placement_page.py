"""The base of pages about the placements of a round: many may see them, fewer change them."""

from jobportal.platform.permissions import Permission
from participants.views.round_page import RoundPage


class PlacementPage(RoundPage):
    """Forms are shown only to those who may send them, links to those who may follow them."""

    permission = Permission.SEE_PLACEMENTS
    write_permission = Permission.PLACE

    def show(self, template: str = "", status: int = 200, **context):
        frame = {
            "may_place": self.may_for(Permission.PLACE, self.round),
            "sees_applicants": self.may_for(Permission.SEE_APPLICANTS, self.round),
            "may_download": self.may_for(Permission.DOWNLOAD_PERSONAL, self.round),
            "sees_enquiries": self.may_for(Permission.SCREEN, self.round),
        }
        return super().show(template, status, **{**frame, **context})
