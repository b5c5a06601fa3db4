"""The terms of results lie within what an office can mean."""

from django.conf import settings
from django.core.checks import Error, register

LIMITS = {"APPEAL_WORKDAYS": 60, "ANSWER_WORKDAYS": 60, "PUBLICATION_DAYS": 365}


@register("results")
def terms_are_within_their_limits(app_configs, **kwargs) -> list[Error]:
    """One day at least, and no more than anybody would wait for."""
    return [
        Error(f"PORTAL_{name}: 1부터 {most}까지로 정하세요. 지금 값: {value}", id="portal.E040")
        for name, most in LIMITS.items()
        if not 1 <= (value := getattr(settings, name)) <= most
    ]
