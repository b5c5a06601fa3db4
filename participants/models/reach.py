"""By which paths records of participants belong to a programme and a 동 (``REACHED_BY``)."""

from jobportal.platform.permissions import Confinement

OF_ROUND = {Confinement.PROGRAMME: "round__programme__code"}
OF_APPLICATION = {
    Confinement.PROGRAMME: "application__round__programme__code",
    Confinement.DONG: "application__reception_dong",
}
OF_PLACEMENT = {Confinement.PROGRAMME: "placement__round__programme__code"}
SHARED = {Confinement.PROGRAMME: "", Confinement.DONG: ""}
"""Lists that every programme and 동 works with."""
