"""From where the portal is reached, and what a production must have before it starts."""

import pytest
from django.core.checks import run_checks
from django.urls import reverse

from jobportal.platform.demo import make_demo_accounts
from jobportal.platform.granting import give
from jobportal.platform.models import User

STRONG = "k3J9-vQ7x_Lm2Rz8Wp5Tn1Yb6Hc4Gd0Fs-Ua_Ei9Oo2Xq7Kw5Zt8"


@pytest.fixture
def reach(client, db, settings):
    """The status of the sign-in page from an address."""
    settings.INTERNAL_NETWORKS = ["10.20.0.0/16", "2001:db8::/32"]
    settings.TRUSTED_PROXIES = ["10.99.0.1"]

    def act(address: str, forwarded: str | None = None) -> int:
        headers = {} if forwarded is None else {"HTTP_X_FORWARDED_FOR": forwarded}
        return client.get(reverse("login"), REMOTE_ADDR=address, **headers).status_code

    return act


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("10.20.0.1", 200),
        ("10.20.255.255", 200),
        ("10.21.0.0", 403),
        ("127.0.0.1", 403),
        ("2001:db8::7", 200),
        ("2001:db9::7", 403),
        ("::ffff:10.20.0.1", 200),
        ("", 403),
        ("nonsense", 403),
    ],
)
def test_only_the_listed_networks_reach_the_portal(reach, address, status):
    assert reach(address) == status


@pytest.mark.parametrize(
    ("address", "forwarded", "status"),
    [
        ("203.0.113.5", "10.20.0.1", 403),  # no proxy of ours: the header is made up
        ("10.99.0.1", "10.20.0.1", 200),
        ("10.99.0.1", "203.0.113.5", 403),
        ("10.99.0.1", "10.20.0.1, 203.0.113.5", 403),  # the browser wrote the left one
        ("10.99.0.1", "203.0.113.5, 10.20.0.1", 200),
        ("10.99.0.1", "nonsense", 403),
        ("10.20.0.1", "203.0.113.5", 200),
    ],
)
def test_a_forwarded_address_is_believed_from_our_proxies_only(reach, address, forwarded, status):
    assert reach(address, forwarded) == status


def test_without_a_list_every_address_is_served(client, db, settings):
    settings.INTERNAL_NETWORKS = []
    assert client.get(reverse("login"), REMOTE_ADDR="203.0.113.5").status_code == 200


def test_the_refusal_is_in_korean_logged_and_shows_nothing_of_the_portal(
    client, db, settings, caplog
):
    settings.INTERNAL_NETWORKS = ["10.20.0.0/16"]
    answer = client.get(reverse("home"), REMOTE_ADDR="203.0.113.5")
    assert "내부망에서만" in answer.text
    assert "비밀번호" not in answer.text
    assert {"ip": "203.0.113.5"} in [record.facts for record in caplog.records]


@pytest.mark.parametrize(
    ("address", "status"), [("10.20.5.9", 200), ("10.20.6.9", 403), ("127.0.0.1", 403), ("", 403)]
)
def test_accounts_and_rights_are_managed_from_their_networks_only(
    client, district, settings, address, status
):
    administrator = User.objects.create_user("gasang-admin", name="최관리")
    give(administrator, district, "ADMINISTRATOR", "시험")
    client.force_login(administrator)
    settings.ADMIN_NETWORKS = ["10.20.5.0/24"]
    for name in ("account_list", "account_add", "role_list"):
        assert client.get(reverse(name), REMOTE_ADDR=address).status_code == status
    assert client.get(reverse("manual"), REMOTE_ADDR=address).status_code == 200
    settings.ADMIN_NETWORKS = []
    assert client.get(reverse("account_list"), REMOTE_ADDR=address).status_code == 200


def faults(deploy: bool = False) -> set[str]:
    return {fault.id for fault in run_checks(tags=["accounts"], include_deployment_checks=deploy)}


@pytest.mark.parametrize(
    ("name", "good", "bad"),
    [
        ("LOGIN_FAIL_LIMIT", [3, 10], [0, 2, 11]),
        ("LOGIN_UNLOCK_MINUTES", [0, 10], [1, 9, -1]),
        ("LOGIN_ADDRESS_LIMIT", [10, 1000], [0, 9]),
        ("SESSION_IDLE_MINUTES", [5, 30], [0, 4, 31]),
        ("SESSION_ABSOLUTE_HOURS", [1, 12], [0, 13]),
        ("PASSWORD_MAX_AGE_DAYS", [0, 365], [-1, 366]),
    ],
)
def test_the_numbers_an_office_chooses_have_limits(settings, name, good, bad):
    for value in good:
        setattr(settings, name, value)
        assert faults() == set(), value
    for value in bad:
        setattr(settings, name, value)
        assert faults() == {"portal.E020"}, value


def test_an_unknown_policy_or_network_is_found(settings):
    settings.PASSWORD_POLICY = "anything"
    settings.INTERNAL_NETWORKS = ["10.20.0.1/16"]
    assert faults() == {"portal.E021", "portal.E022"}


def test_a_production_that_is_fit_passes(db, settings):
    settings.SECRET_KEY, settings.DEBUG = STRONG, False
    settings.INTERNAL_NETWORKS = ["10.20.0.0/16"]
    assert faults(deploy=True) == set()


@pytest.mark.parametrize(
    "key",
    [
        "development-only-key-never-used-in-production",
        "a" * 60,
        "short",
        "django-insecure-" + STRONG,
    ],
)
def test_a_weak_or_known_key_is_refused(db, settings, key):
    settings.SECRET_KEY = key
    assert "portal.E024" in faults(deploy=True)


def test_a_production_says_which_networks_reach_it(db, settings):
    settings.SECRET_KEY, settings.DEBUG = STRONG, False
    settings.INTERNAL_NETWORKS, settings.ANY_NETWORK = [], False
    assert faults(deploy=True) == {"portal.E028"}
    assert faults() == set()
    settings.ANY_NETWORK = True
    assert faults(deploy=True) == set()


def test_debugging_is_refused(db, settings):
    settings.SECRET_KEY, settings.DEBUG, settings.ANY_NETWORK = STRONG, True, True
    assert faults(deploy=True) == {"portal.E023"}


def test_demo_accounts_are_refused_in_production_only(district, settings):
    settings.SECRET_KEY, settings.ANY_NETWORK = STRONG, True
    make_demo_accounts()
    assert faults() == set()
    assert faults(deploy=True) == {"portal.E025"}
