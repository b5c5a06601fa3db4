"""The vacancies of a round: who is next for each, who is asked, how many reserves are left."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from jobportal.platform.audit import Via, acting
from jobportal.platform.masking import mask_name
from jobportal.platform.models import StaleRecord
from jobportal.platform.refused import Refused
from jobportal.platform.values.dates import kdate
from participants.actions.locking import newest
from participants.actions.vacancies import expire_reserves, open_unfilled, unfilled_posts
from participants.forms.refused import told_beside
from participants.forms.vacancies import OpenForm, WhyForm
from participants.models import Offer, Vacancy
from participants.placement.posts import short_pools
from participants.placement.reserves import Candidate, Reserves, with_people
from participants.rechecks import Recheck, recheck
from participants.selection.quota import POOL_LABELS, pools_of
from participants.views.duties import number_in
from participants.views.placement_page import PlacementPage
from programs.models import Round

V = Vacancy.State
GROWN = "이 화면을 연 뒤에 결원이 생겼습니다. 결원 목록을 확인하고, 더 열려면 한 번 더 누르세요."


class RoundVacancies(PlacementPage):
    """결원·예비."""

    template = "participants/vacancies.html"
    title, step = "결원·예비", "round_vacancies"
    personal_task = "결원 충원"

    def get(self, request, pk):
        self.load_round(pk)
        return self.show_vacancies()

    def show_vacancies(self, error: str = "", status: int = 200, **bound):
        """The page, with what stood against what was tried."""
        reserves, today = Reserves(self.round), timezone.localdate()
        vacancies = list(vacancies_of(self.round))
        open_ = [one for one in vacancies if one.state == V.OPEN]
        offers = waiting_offers(self.round)
        due = {one.pk: reserves.next_for(one) for one in open_}
        named = {one.application.pk: one for one in due.values() if one}
        checked = recheck([one.application for one in with_people(named.values())])
        asked = {offer.vacancy_id: offer for offer in offers}
        short, unfilled = short_pools(self.round), unfilled_posts(self.round, today)
        self.saw(
            [one.application.person_id for one in offers]
            + [one.application.person_id for one in due.values() if one]
            + [one.filled_by.person_id for one in vacancies if hasattr(one, "filled_by")]
        )
        forms = {
            "open": OpenForm(round_=self.round, pools=short, posts=unfilled),
            "expire": WhyForm(
                name="expire", label="예비를 종료하는 사유", help_text="예: 회차 종료"
            ),
        }
        return self.show(
            rows=[vacancy_row(one, asked.get(one.pk), due[one.pk], checked) for one in open_],
            offers=[offer_row(one, today) for one in offers],
            depth=depth_rows(self.round, reserves, open_),
            done=[done_row(one) for one in vacancies if one.state != V.OPEN],
            newest=newest(self.round.vacancies.all()),
            free_posts=sum(unfilled.values()),
            is_short=any(short.values()),
            forms=forms | bound,
            is_closed=self.round.state == Round.State.CLOSED,
            reserves_left=sum(reserves.depth().values()),
            additional_url=f"{reverse('round_copy', args=[self.round.pk])}?by=additional",
            error=error,
            status=status,
        )


def vacancies_of(round_: Round):
    """The vacancies of a round, the earliest first."""
    rows = Vacancy.objects.of(round_.district).filter(round=round_)
    filled = ("filled_by__application__person", "filled_by__application__round")
    return rows.select_related("round", "project", "of_application__round", *filled)


def done_row(one: Vacancy) -> dict:
    """A line of the vacancies that were handled, with who filled them, masked."""
    placed = getattr(one, "filled_by", None)
    return {
        "vacancy": one,
        "opened_on": kdate(one.opened_on),
        "placed": placed,
        "receipt": placed.application.receipt if placed else "",
        "name": mask_name(placed.application.person.name) if placed else "",
    }


def waiting_offers(round_: Round) -> list[Offer]:
    """Offers that wait for an answer, the most urgent first."""
    rows = Offer.objects.filter(vacancy__round=round_, state=Offer.State.OPEN)
    related = ("vacancy__project", "application__person", "application__round")
    return list(rows.select_related(*related).order_by("respond_by_on", "pk"))


def vacancy_row(
    one: Vacancy, offer: Offer | None, due: Candidate | None, checked: dict[int, Recheck]
) -> dict:
    """A line of the open vacancies with the reserve who is next."""
    return {
        "vacancy": one,
        "opened_on": kdate(one.opened_on),
        "pool": POOL_LABELS.get(one.pool, one.pool),
        "offer": offer,
        "due": None if offer or due is None else due,
        "name": mask_name(due.application.person.name) if due else "",
        "check": checked.get(due.application.pk) if due else None,
    }


def offer_row(one: Offer, today) -> dict:
    """A line of the offers that wait, masked."""
    return {
        "offer": one,
        "name": mask_name(one.application.person.name),
        "offered_on": kdate(one.offered_on),
        "respond_by": kdate(one.respond_by_on),
        "days": days_words((one.respond_by_on - today).days),
        "is_late": one.respond_by_on < today,
    }


def days_words(days: int) -> str:
    """D-3, D-day, D+2."""
    return "D-day" if not days else f"D{-days:+d}"


def depth_rows(round_: Round, reserves: Reserves, open_: list[Vacancy]) -> list[dict]:
    """The sum, then of each pool: posts, open vacancies, reserves left, are they enough."""
    depth = reserves.depth()
    wanted = [one.pool for one in open_]
    rows = [
        {
            "label": pool.label,
            "posts": pool.posts,
            "vacancies": wanted.count(pool.code),
            "reserves": depth[pool.code],
            "is_short": depth[pool.code] < wanted.count(pool.code),
        }
        for pool in pools_of(round_)
    ]
    names = ("posts", "vacancies", "reserves")
    total = {name: sum(row[name] for row in rows) for name in names}
    return [{"label": "계", "is_total": True, **total}, *rows]


class VacanciesStep(RoundVacancies):
    """Something done with the vacancies of the whole round."""

    form_name = ""

    def get(self, request, pk):
        return redirect("round_vacancies", pk)

    def bound(self):
        """The form that was sent."""
        raise NotImplementedError

    def act(self, given: dict) -> str:
        """Do it; gives the sentence that tells so. Raises Refused."""
        raise NotImplementedError

    def post(self, request, pk):
        self.load_round(pk)
        form = self.bound()
        if not form.is_valid():
            return self.show_vacancies("", 422, **{self.form_name: form})
        try:
            with acting(request.user, reason=form.cleaned_data.get("reason", ""), via=Via.FORM):
                told = self.act(form.cleaned_data)
        except Refused as error:
            return self.show_vacancies(told_beside(form, error), 422, **{self.form_name: form})
        except ValidationError as error:
            return self.show_vacancies(" ".join(error.messages), 422, **{self.form_name: form})
        except StaleRecord:
            return self.show_vacancies(GROWN, 409, **{self.form_name: form})
        messages.success(request, told)
        return redirect("round_vacancies", pk)


class VacancyOpen(VacanciesStep):
    """Open posts that were never filled as vacancies."""

    form_name = "open"

    def bound(self):
        posts = unfilled_posts(self.round, timezone.localdate())
        pools = short_pools(self.round)
        return OpenForm(self.request.POST, round_=self.round, pools=pools, posts=posts)

    def act(self, given):
        made = open_unfilled(
            self.round,
            given["project"],
            given["pool"],
            given["count"],
            timezone.localdate(),
            number_in(self.request, "seen"),
        )
        return f"‘{given['project']}’에 결원 {len(made)}명을 열었습니다."


class ReservesExpire(VacanciesStep):
    """End the reserve list of a closed round."""

    form_name = "expire"

    def bound(self):
        return WhyForm(self.request.POST, name="expire", label="예비를 종료하는 사유")

    def act(self, given):
        ended = expire_reserves(self.round, given["reason"])
        return f"예비자 {len(ended):,}명을 ‘예비 종료’로 바꾸었습니다."
