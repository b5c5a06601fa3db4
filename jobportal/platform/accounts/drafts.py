"""What was typed into a form whose session had ended, given back to the same person (PD-23).

One form is kept, in the browser's session, sealed with the key of personal data and only for the
account that typed it. Files are not kept; whoever signs in as someone else removes it.
"""

import json

from django.http import HttpRequest, QueryDict

from jobportal.platform.accounts.sessions import now_seconds
from jobportal.platform.crypto import KeyFault, keys

DRAFT = "draft"
MOST_CHARACTERS = 200_000
KEPT_HOURS = 12


def keep_draft(request: HttpRequest, user_pk: int) -> bool:
    """Keep the posted form for its author; False when it is empty or longer than we keep."""
    data = request.POST.copy()
    for name in [n for n in data if n == "csrfmiddlewaretoken" or "password" in n]:
        del data[name]
    body = data.urlencode()
    if not body or len(body) > MOST_CHARACTERS:
        return False
    draft = {"path": request.path, "body": body, "until": now_seconds() + KEPT_HOURS * 3600}
    request.session[DRAFT] = {"user": user_pk, "sealed": keys().seal(json.dumps(draft), DRAFT)}
    return True


def take_draft(request: HttpRequest) -> QueryDict | None:
    """The form kept for this person and this address, once; None when there is none."""
    draft = _opened(request)
    if draft is None or draft["path"] != request.path:
        return None
    del request.session[DRAFT]
    return QueryDict(draft["body"]) if now_seconds() < draft["until"] else None


def drop_foreign_draft(session, user_pk: int) -> None:
    """Somebody signed in: what another account typed is not theirs."""
    if session.get(DRAFT, {}).get("user") != user_pk:
        session.pop(DRAFT, None)


def _opened(request: HttpRequest) -> dict | None:
    kept = request.session.get(DRAFT)
    if not kept or kept["user"] != request.user.pk:
        return None
    try:
        return json.loads(keys().open(kept["sealed"], DRAFT))
    except KeyFault:  # the key was rotated away meanwhile: it cannot be read any more
        del request.session[DRAFT]
        return None
