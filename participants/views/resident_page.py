"""The base of pages that show people: nothing is cached, and none opens with wrong keys."""

import logging

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import render

from jobportal.platform.crypto import KeyFault
from jobportal.platform.models import Record
from jobportal.platform.models.canary import require_own_keys
from jobportal.platform.pages import Page
from jobportal.platform.permissions import Confinement, Permission
from jobportal.platform.scope import reachable
from jobportal.platform.web.log import security
from participants.dongs import known_dongs
from programs.models import Round

SECTION = "참여자"
OF_DONGS = frozenset({Confinement.PROGRAMME, Confinement.DONG})
"""What pages keep to that a clerk of a 동 office works with."""


class ResidentPage(Page):
    """A page about people of the district; its title and address name nobody."""

    section = SECTION
    confinable = frozenset({Confinement.PROGRAMME})

    def dispatch(self, request, *args, **kwargs):
        try:
            require_own_keys()
            response = super().dispatch(request, *args, **kwargs)
        except KeyFault as error:
            security("sealed_value_refused", logging.ERROR, fault=str(error))
            return render(request, "participants/no_keys.html", status=503)
        response["Cache-Control"] = "no-store"
        return response

    def require_for(self, permission: Permission, record: Record) -> None:
        """Go on under a further permission, which must reach the record too.

        Raises PermissionDenied without it, Http404 for a record that it does not reach.
        """
        self.require(permission)
        if not self.may_for(permission, record):
            raise Http404("not with this permission")

    def own_dongs(self, round_: Round) -> frozenset[str] | None:
        """The 동 whose applications of a round the user takes in here; None for every one."""
        grants = self.actor.within(self.confinable).grants_of(self.permission)
        wider = {(Confinement.DISTRICT, ""), (Confinement.PROGRAMME, round_.programme.code)}
        if any((grant.confined_to, grant.confined_code) in wider for grant in grants):
            return None
        return frozenset(g.confined_code for g in grants if g.confined_to == Confinement.DONG)

    def known_dongs(self) -> list[str]:
        """The names of 동 that are suggested here; one query."""
        return known_dongs(self.actor, self.request.permission)

    def within_reach(self, records: QuerySet) -> QuerySet:
        """Of records of the district those that the user's grants reach."""
        if self.actor.may_in_whole_district(self.request.permission):
            return records
        return records.filter(pk__in=reachable(self.request, records.model).values("pk"))

    def found(self, model: type[Record], pk: int, *related: str) -> Record:
        """A record of the district; another district's answers 404 like one that is not there."""
        record = reachable(self.request, model).select_related(*related).filter(pk=pk).first()
        if record is None:
            raise Http404("no such record")
        return record
