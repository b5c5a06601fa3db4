"""One-time codes as a second factor (RFC 6238), and who has to have one (PD-25).

The key is sealed in the database, no code counts twice, and recovery codes are kept as keyed
hashes. Wrong codes are counted by the lock-out of passwords: see :mod:`.waiting`.
"""

import base64
import hmac
import secrets
import unicodedata

import pyotp
import segno
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from jobportal.platform.accounts.networks import is_internal
from jobportal.platform.accounts.sessions import now_seconds
from jobportal.platform.crypto import keys
from jobportal.platform.models import RecoveryCode, SecondFactor, User

OFF, OPTIONAL, REQUIRED, OUTSIDE = MODES = ("off", "optional", "required", "outside")
ISSUER = "일자리정책 업무포털"
STEP_SECONDS = 30
DRIFT_STEPS = 1
"""Half minutes a device's clock may be before or behind ours."""
RECOVERY_CODES = 10
KEY_BYTES, RECOVERY_BYTES = 20, 10
PASSED = "second_factor"
"""In a session: it began with a code, or its account was given one in it."""
_PLACE = "platform.recoverycode"


def is_on() -> bool:
    """Whether the office uses second factors at all."""
    return settings.SECOND_FACTOR != OFF


def is_demanded(ip: str) -> bool:
    """Whether nobody works from an address without a second factor."""
    mode = settings.SECOND_FACTOR
    return mode == REQUIRED or (mode == OUTSIDE and not is_internal(ip))


def factor_of(user: User) -> SecondFactor | None:
    """The second factor that is asked for when the account signs in."""
    if not is_on():
        return None
    return SecondFactor.objects.filter(user=user, confirmed_at__isnull=False).first()


def begun_factor_of(user: User) -> SecondFactor | None:
    """One that was begun and waits for its first code."""
    return SecondFactor.objects.filter(user=user, confirmed_at=None).first()


def begin(user: User) -> SecondFactor:
    """Make a fresh key for an account that has none in force; it does not count until confirmed."""
    factor, _ = SecondFactor.objects.update_or_create(
        user=user,
        confirmed_at=None,
        defaults={"secret": _random(KEY_BYTES), "made_at": timezone.now(), "last_step": 0},
    )
    return factor


@transaction.atomic
def confirm(factor: SecondFactor, typed: str) -> list[str]:
    """Bring a key into force by its first code; gives the recovery codes, none for a wrong code."""
    if not _accepts_code(factor, _plain(typed)):
        return []
    SecondFactor.objects.filter(pk=factor.pk).update(confirmed_at=timezone.now())
    return new_recovery_codes(factor)


@transaction.atomic
def new_recovery_codes(factor: SecondFactor) -> list[str]:
    """Fresh recovery codes, told only now; the earlier ones count no more."""
    factor.recovery_codes.all().delete()
    codes = [_random(RECOVERY_BYTES) for _ in range(RECOVERY_CODES)]
    RecoveryCode.objects.bulk_create(
        RecoveryCode(factor=factor, mark=keys().mark(code, _PLACE)) for code in codes
    )
    return [grouped(code) for code in codes]


def _random(size: int) -> str:
    """Random bytes in the letters and digits that devices take."""
    return base64.b32encode(secrets.token_bytes(size)).decode()


def recovery_codes_left(factor: SecondFactor) -> int:
    """How many recovery codes have not been used."""
    return factor.recovery_codes.filter(used_at=None).count()


def accepts(factor: SecondFactor, typed: str) -> bool:
    """Whether a code, or a recovery code, counts now; it does not a second time."""
    plain = _plain(typed)
    if plain.isdecimal():
        return _accepts_code(factor, plain)
    mark = keys().mark(plain, _PLACE)
    unused = factor.recovery_codes.filter(mark=mark, used_at=None)
    return unused.update(used_at=timezone.now()) == 1


def _accepts_code(factor: SecondFactor, code: str) -> bool:
    now = now_seconds() // STEP_SECONDS
    device = pyotp.TOTP(factor.secret)
    for step in range(now - DRIFT_STEPS, now + DRIFT_STEPS + 1):
        if hmac.compare_digest(device.generate_otp(step).encode(), code.encode()):
            later = SecondFactor.objects.filter(pk=factor.pk, last_step__lt=step)
            return later.update(last_step=step) == 1
    return False


def _plain(typed: str) -> str:
    """A code without what people put between its signs, full-width signs as usual ones."""
    text = unicodedata.normalize("NFKC", typed).upper()
    return "".join(sign for sign in text if sign.isalnum())


def remove(user: User) -> bool:
    """Take the second factor away; False when there is none."""
    return SecondFactor.objects.filter(user=user).delete()[0] > 0


def grouped(text: str) -> str:
    """In fours, as people copy it."""
    return "-".join(text[start : start + 4] for start in range(0, len(text), 4))


def picture(factor: SecondFactor) -> str:
    """The key as a QR code, as an address of data."""
    address = pyotp.TOTP(factor.secret).provisioning_uri(
        name=factor.user.get_username(), issuer_name=ISSUER
    )
    return segno.make(address, error="m", micro=False).svg_data_uri(scale=4, border=4)
