"""Files whose name holds a resident number are refused, whatever page they are sent to (PD-02)."""

from django.shortcuts import render

from jobportal.platform.values.residents import holds_rrn


class FileNameGuard:
    """Middleware: a name goes into logs, lists and disks, so it is looked at before any page."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        """Answer 422 instead of the page when a file's name holds a resident number."""
        if request.method != "POST":
            return None
        labels = [label for label, file in request.FILES.items() if holds_rrn(file.name)]
        return render(request, "file_name.html", status=422) if labels else None
