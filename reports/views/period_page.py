"""The base of pages that show a year of the district at a 기준일 the reader chooses."""

from datetime import date

from jobportal.platform.pages import Page
from jobportal.platform.permissions import Permission
from jobportal.platform.values.dates import kdate
from reports.views.progress import PeriodForm


class PeriodPage(Page):
    """A page over a fiscal year; without a choice, the year and day of the newest records."""

    permission = Permission.SEE_REPORTS

    def known_years(self) -> list[int]:
        """The years there are records of, the newest first."""
        raise NotImplementedError

    def latest_day(self, year: int | None = None) -> date | None:
        """The day of the newest record, of the year when one is given."""
        raise NotImplementedError

    def figures(self, year: int, as_of: date) -> dict:
        """What the template shows of the year at the day."""
        raise NotImplementedError

    def get(self, request):
        years = self.known_years()
        latest = self.latest_day()
        default = latest.year if latest and latest.year in years else next(iter(years), None)
        asked = {"year": request.GET.get("year") or default, "as_of": request.GET.get("as_of", "")}
        form = PeriodForm(asked, years=years)
        if not years:
            return self.show(form=form, years=years)
        if not form.is_valid():
            return self.show(form=form, years=years, status=400)
        year = form.cleaned_data["year"]
        as_of = form.cleaned_data["as_of"] or self.latest_day(year) or date(year, 12, 31)
        form = PeriodForm({"year": year, "as_of": kdate(as_of)}, years=years)
        return self.show(form=form, years=years, **self.figures(year, as_of))
