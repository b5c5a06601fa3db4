"""The first page: the year at a glance, the district's documents, what waits to be done."""

from django.urls import reverse

from jobportal.platform.pages import Page
from jobportal.platform.scope import reachable
from reports.models import Document


class Home(Page):
    """오늘 할 일."""

    template = "home.html"
    title = "오늘 할 일"

    def extra(self):
        documents = reachable(self.request, Document).select_related("department")
        return {
            "documents": [
                {
                    "label": document.title,
                    "text": f"{document.year}년 · {document.department}",
                    "url": reverse("document_detail", args=[document.pk]),
                }
                for document in documents
            ],
            "tiles": [],
            "todo": [],
        }
