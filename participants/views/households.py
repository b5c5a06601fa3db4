"""Applicants from one address: an officer says whether they are one household."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import IntegrityError, transaction
from django.shortcuts import redirect
from django.urls import reverse

from jobportal.platform.audit import Via, acting
from jobportal.platform.masking import mask_birth, mask_name
from jobportal.platform.models import StaleRecord
from jobportal.platform.permissions import Permission
from jobportal.platform.refused import STALE, Refused
from jobportal.platform.values.recordnumbers import record_number
from participants.actions.households import one_household, own_households
from participants.actions.locking import lock_round
from participants.actions.screening import rescreen
from participants.models import Application
from participants.neighbours import AddressGroup, address_groups, contending, unsettled
from participants.views.round_page import RoundPage

PER_PAGE = 20


class RoundHouseholds(RoundPage):
    """세대 확인."""

    permission = Permission.SCREEN
    template = "participants/households.html"
    title, step = "세대 확인", "round_screening"
    personal_task = "세대 확인"

    def breadcrumbs(self):
        way = super().breadcrumbs()
        screening = reverse("round_screening", args=[self.round.pk])
        return [*way[:-1], ("자격심사", screening), way[-1]]

    def get(self, request, pk):
        self.load_round(pk)
        return self.show_groups()

    def show_groups(self, error: str = "", status: int = 200):
        """The addresses that are still open, or all of them."""
        groups = address_groups(self.round)
        open_ones = unsettled(groups)
        wants_all = self.request.GET.get("all") == "1"
        page = Paginator(groups if wants_all else open_ones, PER_PAGE).get_page(
            self.request.GET.get("page")
        )
        self.saw([one.person_id for group in page for one in group.applications])
        return self.show(
            groups=[_shown(group) for group in page],
            page=page,
            pages=list(page.paginator.get_elided_page_range(page.number)),
            count=len(groups),
            open_count=len(open_ones),
            wants_all=wants_all,
            error=error,
            status=status,
        )

    def post(self, request, pk):
        self.load_round(pk)
        try:
            with acting(request.user, reason="세대 확인", via=Via.FORM), transaction.atomic():
                told = self.act(request.POST.get("action", ""))
        except Refused as error:
            return self.show_groups(str(error), 422)
        except (StaleRecord, IntegrityError):
            return self.show_groups(STALE, 409)
        messages.success(request, told)
        return redirect(request.get_full_path())

    def act(self, action: str) -> str:
        """Say of those chosen that they are one household or several; who was screened is anew."""
        if action not in ("one", "own"):
            raise Refused("‘한 세대’와 ‘서로 다른 세대’ 가운데 누르세요.")
        lock_round(self.round)
        chosen = self.chosen()
        if action == "one":
            told = f"한 세대로 적었습니다(세대 표시 ‘{one_household(chosen)}’)."
        else:
            own_households(chosen)
            told = "서로 다른 세대로 적었습니다."
        rescreen(self.round, [one.pk for one in chosen])
        return told

    def chosen(self) -> list[Application]:
        """The ticked applications; raises StaleRecord when one was changed since it was shown."""
        seen = dict(
            one.split("-", 1) for one in self.request.POST.getlist("member") if one.count("-") == 1
        )
        numbers = [number for pk in seen if (number := record_number(pk)) is not None]
        found = list(contending(self.round).filter(pk__in=numbers))
        if any(seen[str(one.pk)] != str(one.version) for one in found):
            raise StaleRecord("an application was changed since it was shown")
        if len({one.person.address_key for one in found}) > 1:
            raise Refused("주소가 같은 신청자끼리만 세대를 정합니다.")
        return found


def _shown(group: AddressGroup) -> dict:
    return {
        "words": group.words,
        "is_settled": group.is_settled,
        "members": [
            {
                "application": one,
                "url": reverse("application_screening", args=[one.pk]),
                "name": mask_name(one.person.name),
                "birth": mask_birth(one.person.birth_on),
            }
            for one in group.applications
        ],
    }
