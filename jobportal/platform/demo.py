"""Demo accounts: one for each common role of each district, for development only."""

from django.utils import timezone

from jobportal.platform.granting import give
from jobportal.platform.models import District, Grant, User

PASSWORD = "portal-demo-2026"  # noqa: S105 - known to all, and never made in production
PEOPLE = {
    "STAFF": ("staff", "김담당"),
    "TEAM_LEAD": ("lead", "이팀장"),
    "DIRECTOR": ("director", "박과장"),
    "DONG_CLERK": ("dong", "최접수"),
    "REVIEWER": ("reviewer", "오위원"),
    "PRIVACY_OFFICER": ("privacy", "정보호"),
    "ADMINISTRATOR": ("admin", "한관리"),
}


def demo_username(district: District, role: str) -> str:
    """The sign-in name of a district's demo account, e.g. ``geumcheon-staff``."""
    return f"{district.code}-{PEOPLE[role][0]}"


def demo_accounts() -> list[dict[str, str]]:
    """The demo accounts there are: label, user name and password."""
    grants = Grant.objects.filter(
        user__username__in=[
            demo_username(district, role) for district in District.objects.all() for role in PEOPLE
        ]
    ).select_related("user", "district", "role")
    return [
        {
            "label": f"{grant.district} {grant.role}",
            "username": grant.user.username,
            "password": PASSWORD,
        }
        for grant in grants.order_by("district__name", "role")
    ]


def make_demo_accounts() -> list[dict[str, str]]:
    """Make the demo accounts that are missing; of the others none is locked for disuse."""
    for district in District.objects.all():
        for role, (_, name) in PEOPLE.items():
            username = demo_username(district, role)
            if User.objects.filter(username=username).update(reopened_at=timezone.now()):
                continue
            user = User.objects.create_user(username, password=PASSWORD, name=f"{name}(가상)")
            give(user, district, role, "시험 계정")
    return demo_accounts()
