"""퇴직·전출 올리기: a list of the personnel system, with its effects before it is confirmed."""

from io import BytesIO

from django import forms
from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse

from jobportal.platform.administration.accounts import SECTION, AccountsPage
from jobportal.platform.downloads import made_csv
from jobportal.platform.granting import accounts_of
from jobportal.platform.keptfiles import forget, keep_sealed, kept_sealed
from jobportal.platform.leavers.acts import NotClean, carry_out
from jobportal.platform.leavers.plan import Effect, Plan, plan_for
from jobportal.platform.leavers.sheet import HEADINGS, read_leavers
from jobportal.platform.packpages import PROBLEMS_SHOWN
from jobportal.platform.values.dates import kdate

KEPT = "leavers"
LOST = "점검한 파일을 찾을 수 없습니다. 계정 목록에서 확인하고, 아니면 다시 올리세요."
EXAMPLE = ("예시 20240001", "퇴직", "2026-12-31", "홍가상")


class LeaversForm(forms.Form):
    """The file of the personnel system."""

    file = forms.FileField(
        label="인사자료 파일",
        help_text="CSV나 엑셀(.xlsx). 열: 아이디(또는 사번), 구분(퇴직·전출), 일자, 이름(선택)",
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.xlsx"}),
        error_messages={"required": "올릴 파일을 고르세요.", "empty": "빈 파일입니다."},
    )


class Leavers(AccountsPage):
    """Check a list whole, show who is affected, and carry it out when the user says so."""

    template, title = "accounts/leavers.html", "퇴직·전출 올리기"

    def breadcrumbs(self):
        return [(SECTION, ""), ("계정", reverse("account_list")), (self.title, "")]

    def asks_password(self) -> bool:
        """Only carrying out changes anything."""
        return bool(self.request.POST.get("token"))

    def extra(self):
        return {"form": LeaversForm()}

    def get(self, request):
        if request.GET.get("format") == "csv":
            return made_csv(HEADINGS, [EXAMPLE]).answer("퇴직전출_양식.csv")
        return self.show(**self.extra())

    def post(self, request):
        if request.POST.get("token"):
            return self.confirm(request.POST["token"])
        form = LeaversForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.show(form=form, status=422)
        upload = form.cleaned_data["file"]
        leavers, found = read_leavers(upload, upload.name)
        problems = [problem for problem in found if problem.level == "error"]
        plan = Plan([]) if problems else self.plan(leavers)
        if problems or plan.problems:
            return self.show_problems([*problems, *plan.problems], upload.name)
        return self.show_plan(plan, self.keep(upload) if plan.changes else "")

    def plan(self, leavers) -> Plan:
        """What the list would do to the accounts of the district."""
        return plan_for(leavers, accounts_of(self.district), self.district)

    def keep(self, upload) -> str:
        """Keep the checked file, encrypted, until the user confirms; only this session names it."""
        upload.seek(0)
        token = keep_sealed(upload.read())
        self.request.session[KEPT] = {"token": token, "name": upload.name}
        return token

    def show_problems(self, problems, name: str):
        """Everything wrong at once; nothing has been changed."""
        return self.show(
            "packs/problems.html",
            status=422,
            problems=problems[:PROBLEMS_SHOWN],
            problem_count=len(problems),
            import_url=reverse("leavers"),
            file_name=name,
        )

    def show_plan(self, plan: Plan, token: str):
        """Each line with what becomes of it."""
        return self.show(
            **self.extra(),
            token=token,
            has_plan=True,
            counts=[
                (effect.label, len(plan.of(effect)))
                for effect in Effect
                if effect in (Effect.STOP, Effect.LATER) or plan.of(effect)
            ],
            changes=len(plan.changes),
            rows=[
                {"line": line, "on": kdate(line.leaver.on), "writes": line in plan.changes}
                for line in plan.lines[:PROBLEMS_SHOWN]
            ],
            more=max(0, len(plan.lines) - PROBLEMS_SHOWN),
        )

    def confirm(self, token: str):
        """Carry out the file that was checked; it is checked again, for a day may have passed."""
        told = self.request.session.pop(KEPT, None)
        content = kept_sealed(token) if told and told["token"] == token else None
        if content is None:
            messages.error(self.request, LOST)
            return redirect("leavers")
        forget(token)
        leavers, _ = read_leavers(BytesIO(content), told["name"])
        try:
            plan = carry_out(leavers, accounts_of(self.district), self.request.user, self.district)
        except NotClean as error:
            return self.show_problems(error.plan.problems, told["name"])
        stopped, later = len(plan.of(Effect.STOP)), len(plan.of(Effect.LATER))
        messages.success(
            self.request,
            f"계정 {stopped:,}개를 중지하고 권한을 회수했습니다. "
            f"{later:,}개는 그날부터 중지됩니다.",
        )
        return redirect("account_list")
