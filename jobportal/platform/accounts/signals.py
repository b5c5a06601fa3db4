"""What follows every sign-in, by whatever way: clocks start, foreign drafts go, the log is told."""

import logging

from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed

from jobportal.platform.access import client_ip
from jobportal.platform.accounts.drafts import drop_foreign_draft
from jobportal.platform.accounts.fresh import mark_fresh
from jobportal.platform.accounts.sessions import begin_session
from jobportal.platform.models import User
from jobportal.platform.web import trace
from jobportal.platform.web.log import security


def connect() -> None:
    """Listen to the signals; called once the apps are loaded."""
    user_logged_in.connect(_begin, dispatch_uid="accounts_begin")
    user_logged_out.connect(_ended, dispatch_uid="accounts_ended")
    user_login_failed.connect(_failed, dispatch_uid="accounts_failed")


def _ended(sender, request, user, **kwargs) -> None:
    if user is not None:
        security("signed_out", account=user.pk)


def _failed(sender, credentials, request=None, **kwargs) -> None:
    is_locked = hasattr(request, "sign_in_refusal")
    security("sign_in_failed", logging.WARNING, is_locked=is_locked)


def _begin(sender, request, user, **kwargs) -> None:
    trace.name_account(user.pk)
    security("signed_in")
    begin_session(request.session, user)
    mark_fresh(request.session)
    drop_foreign_draft(request.session, user.pk)
    if ip := client_ip(request):
        User.objects.filter(pk=user.pk).update(last_sign_in_ip=ip)
