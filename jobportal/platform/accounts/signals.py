"""What follows every sign-in, by whatever way: the session's clocks start, foreign drafts go."""

from django.contrib.auth.signals import user_logged_in

from jobportal.platform.access import client_ip
from jobportal.platform.accounts.drafts import drop_foreign_draft
from jobportal.platform.accounts.sessions import begin_session
from jobportal.platform.models import User


def connect() -> None:
    """Listen to the signals; called once the apps are loaded."""
    user_logged_in.connect(_begin, dispatch_uid="accounts_begin")


def _begin(sender, request, user, **kwargs) -> None:
    begin_session(request.session, user)
    drop_foreign_draft(request.session, user.pk)
    if ip := client_ip(request):
        User.objects.filter(pk=user.pk).update(last_sign_in_ip=ip)
