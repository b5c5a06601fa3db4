"""What was typed into a form whose session had ended, given back to the same person (PD-23).

One form is kept, encrypted and only for the account that typed it; the browser's session knows its
name. Files are not kept; whoever signs in as someone else removes it.
"""

import json

from django.http import HttpRequest, QueryDict

from jobportal.platform.keptfiles import forget, keep_sealed, kept_sealed

DRAFT = "draft"
MOST_CHARACTERS = 200_000


def keep_draft(request: HttpRequest, user_pk: int) -> bool:
    """Keep the posted form for its author; False when it is empty or longer than we keep."""
    data = request.POST.copy()
    for name in [n for n in data if n == "csrfmiddlewaretoken" or "password" in n]:
        del data[name]
    body = data.urlencode()
    if not body or len(body) > MOST_CHARACTERS:
        return False
    draft = {"user": user_pk, "path": request.path, "body": body}
    request.session[DRAFT] = {"user": user_pk, "token": keep_sealed(json.dumps(draft).encode())}
    return True


def take_draft(request: HttpRequest) -> QueryDict | None:
    """The form kept for this person and this address, once; None when there is none."""
    draft = _opened(request)
    if draft is None or (draft["user"], draft["path"]) != (request.user.pk, request.path):
        return None
    drop_draft(request.session)
    return QueryDict(draft["body"])


def drop_draft(session) -> None:
    """Nothing is kept any more."""
    forget(session.pop(DRAFT, {}).get("token", ""))


def drop_foreign_draft(session, user_pk: int) -> None:
    """Somebody signed in: what another account typed is not theirs."""
    if session.get(DRAFT, {}).get("user") != user_pk:
        drop_draft(session)


def _opened(request: HttpRequest) -> dict | None:
    kept = request.session.get(DRAFT)
    if not kept or kept["user"] != request.user.pk:
        return None
    data = kept_sealed(kept.get("token", ""))
    if data is None:  # its hours are over, or the key was rotated away meanwhile
        drop_draft(request.session)
        return None
    return json.loads(data)
