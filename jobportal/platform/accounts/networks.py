"""Which networks reach the portal, and which of them its accounts and rights (PD-26)."""

import ipaddress
import logging
from functools import lru_cache

from django.conf import settings

from jobportal.platform.access import client_ip
from jobportal.platform.permissions import Permission
from jobportal.platform.web.errors import refusal
from jobportal.platform.web.log import security


@lru_cache(maxsize=8)
def parsed(networks: tuple[str, ...]) -> tuple:
    """Networks written as CIDR, e.g. ``10.20.0.0/16``; ValueError for anything else."""
    return tuple(ipaddress.ip_network(network) for network in networks)


def is_internal(ip: str) -> bool:
    """Whether an address is in the networks of the office."""
    return is_within(ip, settings.INTERNAL_NETWORKS)


def is_within(ip: str, listed: list[str]) -> bool:
    """Whether an address is in the listed networks; without a list every address is."""
    networks = parsed(tuple(listed))
    if not networks:
        return True
    try:
        address = ipaddress.ip_address(ip)
    except ValueError:
        return False
    address = getattr(address, "ipv4_mapped", None) or address
    return any(address in network for network in networks)


class InternalNetworkOnly:
    """Middleware: others get a 403 without any content, and the log their address.

    With ``PORTAL_SECOND_FACTOR=outside`` they come in, but to nothing without a second factor.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        ip = client_ip(request)
        if is_internal(ip) or settings.SECOND_FACTOR == "outside":
            return self.get_response(request)
        return kept_out(request)


class AdministratorsNetworkOnly:
    """Middleware: accounts, roles and rights are managed from the networks listed for that."""

    GUARDED = frozenset(
        {Permission.MANAGE_ACCOUNTS, Permission.APPROVE_GRANTS, Permission.REVIEW_RIGHTS}
    )

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        """Refuse the pages that need one of these permissions, whatever rights the account has."""
        asked = getattr(getattr(view, "view_class", None), "permission_for", None)
        if asked is None or asked(request.method) not in self.GUARDED:
            return None
        if is_within(client_ip(request), settings.ADMIN_NETWORKS):
            return None
        return kept_out(request)


def kept_out(request):
    """A page that shows nothing of the portal; the log has the address."""
    security("outside", logging.WARNING, ip=client_ip(request) or "no address")
    return refusal(request, 403, "network.html")
