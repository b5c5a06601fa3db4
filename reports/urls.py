"""Addresses of the reports app: home, documents, the catalogue, dashboards, checks."""

from django.urls import path

from reports.views import achievements, catalogue, checks, compose, dashboard, documents, home

urlpatterns = [
    path("", home.Home.as_view(), name="home"),
    path("dashboard/", dashboard.Dashboard.as_view(), name="dashboard"),
    path("achievements/", achievements.Achievements.as_view(), name="achievements"),
    path("checks/", checks.FigureChecks.as_view(), name="figure_checks"),
    path("checks/accept/", checks.FindingAccept.as_view(), name="finding_accept"),
    path("catalogue/", catalogue.Catalogue.as_view(), name="catalogue"),
    path("catalogue/<slug:key>/", catalogue.CatalogueTable.as_view(), name="catalogue_table"),
    path("documents/", documents.DocumentList.as_view(), name="document_list"),
    path("documents/<int:pk>/", documents.DocumentPage.as_view(), name="document_detail"),
    path(
        "documents/<int:pk>/download/",
        documents.DocumentDownload.as_view(),
        name="document_download",
    ),
    path("documents/<int:pk>/submit/", documents.DocumentSubmit.as_view(), name="document_submit"),
    path(
        "documents/<int:pk>/snapshots/<int:number>/",
        documents.SnapshotPage.as_view(),
        name="snapshot",
    ),
    path("documents/<int:pk>/compose/", compose.Compose.as_view(), name="document_compose"),
    path("documents/<int:pk>/copy/", compose.DocumentCopy.as_view(), name="document_copy"),
    path("documents/<int:pk>/items/add/", compose.ItemForm.as_view(), name="item_add"),
    path(
        "documents/<int:pk>/items/<str:code>/", documents.ItemPage.as_view(), name="document_item"
    ),
    path("documents/<int:pk>/items/<str:code>/edit/", compose.ItemForm.as_view(), name="item_edit"),
    path("documents/<int:pk>/items/<str:code>/move/", compose.ItemMove.as_view(), name="item_move"),
    path(
        "documents/<int:pk>/items/<str:code>/remove/",
        compose.ItemRemove.as_view(),
        name="item_remove",
    ),
    path(
        "documents/<int:pk>/items/<str:code>/figures/<int:row>-<int:column>/",
        documents.FigurePage.as_view(),
        name="figure",
    ),
]
