"""One's own account: password, second factor, and the codes for when the device is lost."""

from contextlib import suppress

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.debug import sensitive_post_parameters

from jobportal.platform.access import client_ip
from jobportal.platform.accounts.fresh import FreshPassword
from jobportal.platform.accounts.secondfactor import (
    PASSED,
    begin,
    begun_factor_of,
    confirm,
    factor_of,
    grouped,
    is_demanded,
    is_on,
    new_recovery_codes,
    picture,
    recovery_codes_left,
    remove,
)
from jobportal.platform.accounts.views import LONGEST_CODE
from jobportal.platform.accounts.waiting import WRONG_CODE
from jobportal.platform.actors import current_actor
from jobportal.platform.values.dates import kdate
from jobportal.platform.web.log import security


class OwnPage(View):
    """A page about one's own account; without any right it still opens, only without a menu."""

    def dispatch(self, request, *args, **kwargs):
        with suppress(PermissionDenied):
            current_actor(request)
        return super().dispatch(request, *args, **kwargs)


class Account(OwnPage):
    """내 계정: what one may change oneself."""

    def get(self, request):
        factor = factor_of(request.user)
        context = {
            "page_title": "내 계정",
            "changed_at": _day(request.user.password_changed_at or request.user.date_joined),
            "is_on": is_on(),
            "is_demanded": is_demanded(client_ip(request)),
            "factor": factor,
            "factor_since": _day(factor.confirmed_at) if factor else "",
            "codes_left": recovery_codes_left(factor) if factor else 0,
            "begun": is_on() and begun_factor_of(request.user),
        }
        return render(request, "account/account.html", context)


def _day(moment) -> str:
    return kdate(timezone.localtime(moment).date()) if moment else ""


class FactorPage(OwnPage):
    """A page about the second factor; there is none where the office uses none."""

    def dispatch(self, request, *args, **kwargs):
        if not is_on():
            raise Http404("second factors are not used")
        self.factor = factor_of(request.user)
        return super().dispatch(request, *args, **kwargs)

    def show_codes(self, codes: list[str]):
        """The recovery codes, this once."""
        context = {"page_title": "복구 코드", "codes": codes}
        return render(self.request, "account/codes.html", context)


class FactorStart(FactorPage, FreshPassword):
    """Make a key, to be put into the device."""

    http_method_names = ("post",)

    def post(self, request):
        if self.factor is not None:
            return redirect("own_account")
        begin(request.user)
        return redirect("factor")


@method_decorator(sensitive_post_parameters("code"), name="dispatch")
class FactorConfirm(FactorPage):
    """Show the key, and bring it into force by the first code the device makes of it."""

    def get(self, request):
        begun = begun_factor_of(request.user)
        return self.show(begun) if begun else redirect("own_account")

    def show(self, begun, fault: str = "", status: int = 200):
        """The key as a picture and as text."""
        context = {
            "page_title": "2차 인증 등록",
            "picture": picture(begun),
            "secret": grouped(begun.secret),
            "fault": fault,
        }
        return render(self.request, "account/factor.html", context, status=status)

    def post(self, request):
        begun = begun_factor_of(request.user)
        if begun is None:  # sent twice: the codes were shown the first time
            messages.info(request, "2차 인증이 이미 등록되어 있습니다.")
            return redirect("own_account")
        codes = confirm(begun, request.POST.get("code", "")[:LONGEST_CODE])
        if not codes:
            return self.show(begun, WRONG_CODE, status=422)
        request.session[PASSED] = True
        security("second_factor_on")
        messages.success(request, "2차 인증을 등록했습니다. 다음 로그인부터 인증번호를 묻습니다.")
        return self.show_codes(codes)


class FactorCodes(FactorPage, FreshPassword):
    """Make the recovery codes anew."""

    http_method_names = ("post",)

    def post(self, request):
        if self.factor is None:
            return redirect("own_account")
        security("recovery_codes_renewed")
        messages.success(request, "복구 코드를 새로 만들었습니다. 앞서 받은 코드는 쓸 수 없습니다.")
        return self.show_codes(new_recovery_codes(self.factor))


class FactorRemove(FactorPage, FreshPassword):
    """Do without the second factor, where the office allows it."""

    http_method_names = ("post",)

    def post(self, request):
        if is_demanded(client_ip(request)):
            messages.error(request, "이 구에서는 2차 인증이 필요하여 해제할 수 없습니다.")
        elif remove(request.user):
            security("second_factor_off")
            messages.success(request, "2차 인증을 해제했습니다.")
        return redirect("own_account")
