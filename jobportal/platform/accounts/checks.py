"""System checks of accounts: settings within their limits, a production that is fit to start."""

import ipaddress

from django.conf import settings
from django.core.checks import Error, register
from django.db import DatabaseError

from jobportal.platform.accounts.networks import parsed
from jobportal.platform.accounts.passwords import POLICIES
from jobportal.platform.accounts.secondfactor import MODES, OUTSIDE
from jobportal.platform.demo import demo_accounts

ACCOUNTS = "accounts"
KNOWN_KEYS = ("development-only", "django-insecure", "changeme", "secret")
# Setting, least, most, and whether 0 switches it off (compliance 1.8).
RANGES = (
    ("LOGIN_FAIL_LIMIT", 3, 10, False),
    ("LOGIN_UNLOCK_MINUTES", 10, 24 * 60, True),
    ("LOGIN_ADDRESS_LIMIT", 10, 1000, False),
    ("LOGIN_ADDRESS_MINUTES", 1, 60, False),
    ("SESSION_IDLE_MINUTES", 5, 30, False),
    ("SESSION_ABSOLUTE_HOURS", 1, 12, False),
    ("PASSWORD_MAX_AGE_DAYS", 1, 365, True),
    ("PASSWORD_HISTORY", 1, 24, True),
    ("INVESTIGATION_DATA_DAYS", 1, 90, True),
    ("NOT_SELECTED_YEARS", 1, 10, False),
    ("PARTICIPATION_YEARS", 3, 30, False),  # 근로기준법 제42조
    ("FRESH_PASSWORD_MINUTES", 1, 5, False),
    ("UNUSED_ACCOUNT_DAYS", 30, 365, True),
    ("BACKGROUND_ROWS", 100, 100_000, False),
    ("MADE_FILE_HOURS", 1, 72, False),
    ("SAME_FILE_MINUTES", 1, 60, True),
)


@register(ACCOUNTS)
def settings_are_within_their_limits(app_configs, **kwargs) -> list[Error]:
    """The numbers the office may choose have limits."""
    errors = []
    for name, least, most, may_be_off in RANGES:
        value = getattr(settings, name)
        if least <= value <= most or (may_be_off and value == 0):
            continue
        off = " 또는 0(쓰지 않음)" if may_be_off else ""
        words = f"PORTAL_{name}: {least}부터 {most}까지{off}로 정하세요. 지금 값: {value}"
        errors.append(Error(words, id="portal.E020"))
    if settings.PASSWORD_POLICY not in POLICIES:
        words = f"PORTAL_PASSWORD_POLICY: {', '.join(POLICIES)} 가운데 하나로 정하세요."
        errors.append(Error(words, id="portal.E021"))
    return [*errors, *factor_faults(), *rate_faults()]


def factor_faults() -> list[Error]:
    """A known mode; and without a list of networks nothing is outside."""
    mode = settings.SECOND_FACTOR
    if mode not in MODES:
        words = f"PORTAL_SECOND_FACTOR: {', '.join(MODES)} 가운데 하나로 정하세요."
        return [Error(words, id="portal.E026")]
    if mode == OUTSIDE and not settings.INTERNAL_NETWORKS:
        words = "PORTAL_SECOND_FACTOR=outside: 내부망을 PORTAL_INTERNAL_NETWORKS에 적으세요."
        return [Error(words, id="portal.E026")]
    return []


def rate_faults() -> list[Error]:
    """Limits that stop nobody at work, and still stop a machine."""
    return [
        Error(
            f"PORTAL_RATE_{scope}: 10부터 10000까지로 정하세요. 지금 값: {most}", id="portal.E027"
        )
        for scope, most in settings.RATE_LIMITS.items()
        if not 10 <= most <= 10_000
    ]


@register(ACCOUNTS)
def networks_can_be_read(app_configs, **kwargs) -> list[Error]:
    """A mistyped network would shut everybody out, a mistyped proxy would believe nobody."""
    errors = []
    for name, words, read in (
        ("INTERNAL_NETWORKS", "10.20.0.0/16", lambda text: parsed((text,))),
        ("ADMIN_NETWORKS", "10.20.5.0/24", lambda text: parsed((text,))),
        ("TRUSTED_PROXIES", "10.20.0.5", ipaddress.ip_address),
    ):
        for text in getattr(settings, name):
            try:
                read(text)
            except ValueError:
                message = f"{name}: ‘{text}’ 값을 읽을 수 없습니다. 예: {words}"
                errors.append(Error(message, id="portal.E022"))
    return errors


@register(ACCOUNTS)
def scanner_can_be_asked(app_configs, **kwargs) -> list[Error]:
    """A mistyped scanner would be noticed with the first file, which nobody could send in."""
    place = settings.VIRUS_SCANNER
    host, colon, port = place.rpartition(":")
    is_port = port.isascii() and port.isdecimal() and 0 < int(port) < 65_536
    if not place or (host and is_port if colon else place.startswith("/")):
        return []
    words = (
        f"PORTAL_VIRUS_SCANNER: ‘{place}’ 값을 읽을 수 없습니다. "
        "소켓의 경로나 주소:포트로 적으세요. 예: /run/clamav/clamd.ctl, 127.0.0.1:3310"
    )
    return [Error(words, id="portal.E029")]


@register(ACCOUNTS, deploy=True)
def production_is_closed(app_configs, **kwargs) -> list[Error]:
    """No debugging, no key that others know, and a word about who reaches it."""
    errors = []
    if settings.DEBUG:
        errors.append(Error("DEBUG: 운영 환경에서는 켤 수 없습니다.", id="portal.E023"))
    key = settings.SECRET_KEY
    if len(key) < 50 or len(set(key)) < 10 or key.lower().startswith(KNOWN_KEYS):
        words = "PORTAL_SECRET_KEY: 짧거나 알려진 값입니다. 50자 이상의 무작위 값으로 정하세요."
        errors.append(Error(words, id="portal.E024"))
    if not settings.INTERNAL_NETWORKS and not settings.ANY_NETWORK:
        words = (
            "PORTAL_INTERNAL_NETWORKS: 포털에 들어올 내부망을 적으세요. 예: 10.20.0.0/16. "
            "앞의 방화벽이 막고 있어 모든 곳에서 받으려면 *를 적으세요."
        )
        errors.append(Error(words, id="portal.E028"))
    return errors


@register(ACCOUNTS, deploy=True)
def production_has_no_demo_accounts(app_configs, **kwargs) -> list[Error]:
    """Their password stands in the manual."""
    try:
        names = [account["username"] for account in demo_accounts()]
    except DatabaseError:  # before the first migrate there is no table
        return []
    if not names:
        return []
    words = f"운영 데이터베이스에 시험 계정이 있습니다. 지우세요: {', '.join(names)}"
    return [Error(words, id="portal.E025")]
