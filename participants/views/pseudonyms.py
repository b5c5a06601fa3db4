"""가명정보 추출: rows of single people for statistics and research (compliance PD-55)."""

from django.conf import settings
from django.db.models.functions import ExtractYear
from django.urls import reverse
from django.utils import timezone

from jobportal.platform.downloads import made_xlsx
from jobportal.platform.permissions import Permission
from jobportal.platform.scope import reach_of, reachable
from participants.forms.pseudonyms import PseudonymForm
from participants.models import Application, Provision
from participants.rosters.pseudonyms import HEADINGS, applications_of, columns, notes_of, rows_of
from participants.views.resident_page import SECTION
from participants.views.taking_out import TakingOut

NOBODY = "이 해에 시작한 회차의 신청이 없습니다. 연도를 다시 고르세요."
ITEMS = ", ".join(HEADINGS)


class Pseudonyms(TakingOut):
    """가명정보 추출."""

    template = "participants/pseudonyms.html"
    title = personal_task = "가명정보 추출"
    permission = Permission.DOWNLOAD_PERSONAL

    def breadcrumbs(self):
        return [(SECTION, ""), ("명단 내려받기", reverse("rosters")), (self.title, "")]

    def form(self, data=None) -> PseudonymForm:
        """The form over the years whose applications are reached."""
        years = reachable(self.request, Application).order_by()
        years = years.values_list(ExtractYear("round__starts_on"), flat=True).distinct()
        return PseudonymForm(data, years=sorted(years, reverse=True))

    def show_form(self, form: PseudonymForm, status: int = 200):
        """What is asked."""
        self.saw([])
        few = settings.SMALL_CELL_THRESHOLD
        return self.show(form=form, items=HEADINGS, few=few, status=status)

    def get(self, request):
        return self.show_form(self.form())

    def post(self, request):
        form = self.form(request.POST)
        if not form.is_valid():
            return self.show_form(form, 422)
        found = applications_of(reach_of(request), form.cleaned_data["year"])
        count = found.values("person").distinct().count()
        if not count:
            form.add_error("year", NOBODY)
            return self.show_form(form, 422)
        return self.give_extract(form, found, count)

    def give_extract(self, form: PseudonymForm, found, count: int):
        """The file, its entry in the register made first."""
        year, until_on = form.cleaned_data["year"], form.cleaned_data["until_on"]
        title = f"{year}년 공공일자리 신청·참여 가명정보"
        provision = form.provision(
            title=title, items=ITEMS, persons=count, method=Provision.Method.FILE
        )
        entered = self.register(provision)
        seen: set[int] = set()
        today = timezone.localdate()
        notes = [*notes_of(year, today, until_on), *self.taken_by(form.purpose)]
        made = made_xlsx(title, columns(), rows_of(found, seen, today), notes)
        told = f"{entered}가명정보 {form.purpose}"
        return self.give_file(made, f"가명정보_{year}.xlsx", seen, told)
