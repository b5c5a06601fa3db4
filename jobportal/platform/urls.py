"""Addresses of the platform: signing in, the lists and pages of records, data packs."""

from django.urls import path

from jobportal.platform import (
    accesspages,
    changepages,
    ledgerreversal,
    packpages,
    recorddeletion,
    recordlist,
    recordpages,
    reviewpages,
    views,
)
from jobportal.platform.accounts import own
from jobportal.platform.accounts import views as accounts
from jobportal.platform.administration import accounts as accountpages
from jobportal.platform.administration import leavers as leaverpages
from jobportal.platform.administration import rights, roles
from jobportal.platform.findings import own as ownfindings
from jobportal.platform.findings import pages as findingpages
from jobportal.platform.findings import report as findingreport
from jobportal.platform.jobs import pages as jobpages
from jobportal.platform.rightsreview import pages as rightspages
from jobportal.platform.rightsreview import report as rightsreport
from jobportal.platform.web import robots

urlpatterns = [
    path("robots.txt", robots.Robots.as_view(), name="robots"),
    path("login/", accounts.Login.as_view(), name="login"),
    path("login/code/", accounts.LoginCode.as_view(), name="login_code"),
    path("logout/", accounts.Logout.as_view(), name="logout"),
    path("session/extend/", accounts.SessionExtend.as_view(), name="session_extend"),
    path("password/", accounts.PasswordChange.as_view(), name="password_change"),
    path("me/", own.Account.as_view(), name="own_account"),
    path("me/factor/", own.FactorConfirm.as_view(), name="factor"),
    path("me/factor/start/", own.FactorStart.as_view(), name="factor_start"),
    path("me/factor/codes/", own.FactorCodes.as_view(), name="factor_codes"),
    path("me/factor/remove/", own.FactorRemove.as_view(), name="factor_remove"),
    path("records/<slug:slug>/", recordlist.RecordList.as_view(), name="record_list"),
    path("records/<slug:slug>/add/", recordpages.RecordFormPage.as_view(), name="record_add"),
    path("records/<slug:slug>/<int:pk>/", recordpages.RecordDetail.as_view(), name="record_detail"),
    path(
        "records/<slug:slug>/<int:pk>/edit/",
        recordpages.RecordFormPage.as_view(),
        name="record_edit",
    ),
    path(
        "records/<slug:slug>/<int:pk>/delete/",
        recorddeletion.RecordDelete.as_view(),
        name="record_delete",
    ),
    path(
        "records/<slug:slug>/<int:pk>/reverse/",
        ledgerreversal.LedgerReverse.as_view(),
        name="ledger_reverse",
    ),
    path("changes/", changepages.ChangeList.as_view(), name="changes"),
    path("access/entries/", accesspages.AccessList.as_view(), name="access_list"),
    path("access/entries/<int:pk>/", accesspages.AccessDetail.as_view(), name="access_entry"),
    path("access/persons/", accesspages.WhoSaw.as_view(), name="access_persons"),
    path("access/accounts/<int:account_id>/", accesspages.WhomSaw.as_view(), name="access_account"),
    path("access/reviews/", reviewpages.ReviewMonths.as_view(), name="access_months"),
    path(
        "access/reviews/<int:year>/<int:month>/",
        reviewpages.ReviewMonth.as_view(),
        name="access_review",
    ),
    path(
        "access/reviews/<int:year>/<int:month>/start/",
        findingpages.FindingsStart.as_view(),
        name="findings_start",
    ),
    path(
        "access/reviews/<int:year>/<int:month>/settle/",
        findingpages.FindingsSettle.as_view(),
        name="findings_settle",
    ),
    path(
        "access/reviews/<int:year>/<int:month>/report/",
        findingreport.ReviewReport.as_view(),
        name="access_report",
    ),
    path("access/findings/<int:pk>/", findingpages.FindingPage.as_view(), name="access_finding"),
    path(
        "access/findings/<int:pk>/<slug:step>/",
        findingpages.FindingStep.as_view(),
        name="finding_step",
    ),
    path("access/explanations/", ownfindings.Explanations.as_view(), name="explanations"),
    path("access/explanations/<int:pk>/", ownfindings.Explanation.as_view(), name="explanation"),
    path("accounts/", accountpages.AccountList.as_view(), name="account_list"),
    path("accounts/add/", accountpages.AccountAdd.as_view(), name="account_add"),
    path("accounts/leavers/", leaverpages.Leavers.as_view(), name="leavers"),
    path("accounts/<int:pk>/", accountpages.AccountPage.as_view(), name="account_detail"),
    path("accounts/<int:pk>/grants/add/", accountpages.GrantAsk.as_view(), name="grant_ask"),
    path("accounts/<int:pk>/<slug:act>/", accountpages.AccountAct.as_view(), name="account_act"),
    path("grants/", rights.GrantQueue.as_view(), name="grant_queue"),
    path("grants/<int:pk>/", rights.GrantDecide.as_view(), name="grant_decide"),
    path("grants/passwords/<int:pk>/", rights.ReissueConfirm.as_view(), name="reissue_confirm"),
    path("grants/events/", rights.GrantEvents.as_view(), name="grant_events"),
    path("rights/reviews/", rightspages.RightsReviews.as_view(), name="rights_reviews"),
    path(
        "rights/reviews/<int:year>/<int:half>/",
        rightspages.RightsReviewPage.as_view(),
        name="rights_review",
    ),
    path(
        "rights/reviews/<int:year>/<int:half>/begin/",
        rightspages.RightsBegin.as_view(),
        name="rights_begin",
    ),
    path(
        "rights/reviews/<int:year>/<int:half>/decide/",
        rightspages.RightsDecide.as_view(),
        name="rights_decide",
    ),
    path(
        "rights/reviews/<int:year>/<int:half>/sign/",
        rightspages.RightsSign.as_view(),
        name="rights_sign",
    ),
    path(
        "rights/reviews/<int:year>/<int:half>/report/",
        rightsreport.RightsReport.as_view(),
        name="rights_report",
    ),
    path("roles/", roles.RoleList.as_view(), name="role_list"),
    path("roles/add/", roles.RoleEdit.as_view(), name="role_add"),
    path("roles/<int:pk>/decide/", roles.RoleDecide.as_view(), name="role_decide"),
    path("roles/<int:pk>/", roles.RoleEdit.as_view(), name="role_edit"),
    path("files/", jobpages.MadeFiles.as_view(), name="made_files"),
    path("files/<int:pk>/", jobpages.TakeMadeFile.as_view(), name="made_file"),
    path("files/<int:pk>/<slug:act>/", jobpages.MadeFileAct.as_view(), name="made_file_act"),
    path("packs/import/", packpages.PackImport.as_view(), name="pack_import"),
    path("packs/template/", packpages.PackTemplate.as_view(), name="pack_template"),
    path("manual/", views.Manual.as_view(), name="manual"),
]
