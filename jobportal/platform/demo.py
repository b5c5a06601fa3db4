"""Demo accounts: a member of staff and a team lead for each district, for development only."""

from jobportal.platform.models import District, Membership, Role, User

PASSWORD = "portal-demo-2026"  # noqa: S105 - known to all, and never made in production
PEOPLE = {Role.STAFF: ("staff", "김담당"), Role.TEAM_LEAD: ("lead", "이팀장")}


def demo_username(district: District, role: Role) -> str:
    """The sign-in name of a district's demo account, e.g. ``geumcheon-staff``."""
    return f"{district.code}-{PEOPLE[role][0]}"


def demo_accounts() -> list[dict[str, str]]:
    """The demo accounts there are: label, user name and password."""
    memberships = Membership.objects.filter(
        user__username__in=[
            demo_username(district, role) for district in District.objects.all() for role in PEOPLE
        ]
    ).select_related("user", "district")
    return [
        {
            "label": f"{membership.district} {membership.get_role_display()}",
            "username": membership.user.username,
            "password": PASSWORD,
        }
        for membership in memberships.order_by("district__name", "role")
    ]


def make_demo_accounts() -> list[dict[str, str]]:
    """Make the demo accounts that are missing; existing ones are left as they are."""
    for district in District.objects.all():
        for role, (_, name) in PEOPLE.items():
            username = demo_username(district, role)
            if User.objects.filter(username=username).exists():
                continue
            user = User.objects.create_user(username, password=PASSWORD, name=f"{name}(가상)")
            Membership.objects.create(user=user, district=district, role=role)
    return demo_accounts()
