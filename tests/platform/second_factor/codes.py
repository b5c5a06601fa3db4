"""Codes of the second factor, right and wrong, and whether somebody is in."""

import pyotp
from django.urls import reverse

from jobportal.platform.accounts.secondfactor import STEP_SECONDS
from jobportal.platform.accounts.sessions import now_seconds
from jobportal.platform.models import SecondFactor

PASSWORD = "test-pass-2026"
CODE_PAGE = reverse("login_code")


def code_of(factor: SecondFactor, steps: int = 0) -> str:
    """What the device shows, or has shown or will show some half minutes away."""
    return pyotp.TOTP(factor.secret).generate_otp(now_seconds() // STEP_SECONDS + steps)


def wrong_code(factor: SecondFactor) -> str:
    """Six digits the device does not show now."""
    near = {code_of(factor, steps) for steps in range(-2, 3)}
    return next(f"{n:06}" for n in range(10) if f"{n:06}" not in near)


def is_in(client, **place) -> bool:
    return client.get(reverse("manual"), **place).status_code == 200
