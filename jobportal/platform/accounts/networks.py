"""Only the internal network reaches the portal, when the office has listed its networks (PD-26)."""

import ipaddress
import logging
from functools import lru_cache

from django.conf import settings

from jobportal.platform.access import client_ip
from jobportal.platform.web.errors import refusal
from jobportal.platform.web.log import security


@lru_cache(maxsize=8)
def parsed(networks: tuple[str, ...]) -> tuple:
    """Networks written as CIDR, e.g. ``10.20.0.0/16``; ValueError for anything else."""
    return tuple(ipaddress.ip_network(network) for network in networks)


def is_internal(ip: str) -> bool:
    """Whether an address is in the listed networks; without a list every address is."""
    networks = parsed(tuple(settings.INTERNAL_NETWORKS))
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
        security("outside", logging.WARNING, ip=ip or "no address")
        return refusal(request, 403, "network.html")
