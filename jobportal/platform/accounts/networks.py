"""Only the internal network reaches the portal, when the office has listed its networks (PD-26)."""

import ipaddress
import logging
from functools import lru_cache

from django.conf import settings
from django.shortcuts import render

from jobportal.platform.access import client_ip

logger = logging.getLogger("jobportal.accounts")


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
    """Middleware: others get a 403 without any content, and the log their address."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        ip = client_ip(request)
        if is_internal(ip):
            return self.get_response(request)
        logger.warning("refused from outside the internal networks: %s", ip or "no address")
        return render(request, "network.html", status=403)
