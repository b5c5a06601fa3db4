"""What search engines are told: nothing here is theirs (compliance SC-36)."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.utils.decorators import method_decorator
from django.views import View


@method_decorator(login_not_required, name="dispatch")
class Robots(View):
    """``/robots.txt``."""

    http_method_names = ("get", "head")

    def get(self, request):
        return HttpResponse("User-agent: *\nDisallow: /\n", content_type="text/plain")
