"""Putting a bonus or a deduction into the scoring table of the version being written."""

from dataclasses import replace

from jobportal.platform.rules.rubric import Rubric
from programs.forms.adjustment_added import BonusForm, PenaltyForm
from programs.views.rules import DraftPage


class AdjustmentAdd(DraftPage):
    """One more bonus or deduction; it is changed and taken out on the page of the table."""

    template = "programs/part_form.html"
    part: type[BonusForm | PenaltyForm]
    end: str

    def form(self, data):
        return self.part(data, rubric=self.rules.rubric or Rubric(criteria=()))

    def changed(self, form):
        return replace(self.rules, rubric=form.changed_rubric())

    def after_url(self):
        return self.request.path.removesuffix(self.end)


class BonusAdd(AdjustmentAdd):
    """가점."""

    title, part, end = "가점 넣기", BonusForm, "bonus/"


class PenaltyAdd(AdjustmentAdd):
    """감점."""

    title, part, end = "감점 넣기", PenaltyForm, "penalty/"
