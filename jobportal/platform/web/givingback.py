"""What a step could not take, given back with its faults to be mended and sent again."""

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from jobportal.platform.values.residents import holds_rrn
from jobportal.platform.values.unseen import UNUSABLE

LABELS = {"reason": "사유", "note": "의견", "purpose": "목적", "ground": "내용", "title": "제목"}


def give_back(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """The faults, and a form to the same address with everything that was posted (422).

    What is at fault can be mended there; the rest goes along unseen. Files and passwords do not.
    """
    named = getattr(error, "error_dict", {})
    faulty, rest = [], []
    for name, value in _posted(request):
        is_faulty = name in named or holds_rrn(value) or bool(UNUSABLE.search(value))
        (faulty if is_faulty else rest).append(
            {"name": name, "value": value, "label": LABELS.get(name, "고칠 내용")}
        )
    context = {
        "page_title": "저장하지 않았습니다",
        "faults": error.messages,
        "faulty": faulty,
        "rest": rest,
        "has_files": bool(request.FILES),
    }
    return render(request, "given_back.html", context, status=422)


def _posted(request: HttpRequest) -> list[tuple[str, str]]:
    return [
        (name, value)
        for name, values in request.POST.lists()
        if name != "csrfmiddlewaretoken" and "password" not in name
        for value in values
    ]
