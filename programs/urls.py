"""Addresses of the programmes app: rounds being prepared and the statutory values."""

from django.urls import path

from programs.views import adjustments, notice, rounds, rules, statutory

urlpatterns = [
    path("statutory/", statutory.StatutoryValues.as_view(), name="statutory_values"),
    path("statutory/<str:kind>/add/", statutory.StatutoryAdd.as_view(), name="statutory_add"),
    path("rounds/", rounds.RoundList.as_view(), name="round_list"),
    path("rounds/<int:pk>/", rounds.RoundPrepare.as_view(), name="round_prepare"),
    path("rounds/<int:pk>/move/", rounds.RoundMove.as_view(), name="round_move"),
    path("rounds/<int:pk>/copy/", rounds.RoundCopy.as_view(), name="round_copy"),
    path("rounds/<int:pk>/publish/", notice.Publish.as_view(), name="round_publish"),
    path("rounds/<int:pk>/correct/", notice.Correct.as_view(), name="round_correct"),
    path("rounds/<int:pk>/differences/", notice.Differences.as_view(), name="round_differences"),
    path("rounds/<int:pk>/rules/", rules.RulesStart.as_view(), name="round_rules_start"),
    path(
        "rounds/<int:pk>/rules/discard/", rules.RulesDiscard.as_view(), name="round_rules_discard"
    ),
    path("rounds/<int:pk>/rules/lots/", rules.RulesLots.as_view(), name="round_rules_lots"),
    path(
        "rounds/<int:pk>/rules/eligibility/",
        rules.Eligibility.as_view(),
        name="round_rules_eligibility",
    ),
    path("rounds/<int:pk>/rules/scoring/", rules.Scoring.as_view(), name="round_rules_scoring"),
    path(
        "rounds/<int:pk>/rules/scoring/add/",
        rules.ScoringAdd.as_view(),
        name="round_rules_scoring_add",
    ),
    path(
        "rounds/<int:pk>/rules/scoring/bonus/",
        adjustments.BonusAdd.as_view(),
        name="round_rules_bonus_add",
    ),
    path(
        "rounds/<int:pk>/rules/scoring/penalty/",
        adjustments.PenaltyAdd.as_view(),
        name="round_rules_penalty_add",
    ),
    path("rounds/<int:pk>/rules/ties/", rules.TieBreaks.as_view(), name="round_rules_ties"),
    path(
        "rounds/<int:pk>/rules/ties/<int:step>/",
        rules.TieBreakMove.as_view(),
        name="round_rules_tie_move",
    ),
    path("rounds/<int:pk>/rules/wage/", rules.Wage.as_view(), name="round_rules_wage"),
]
