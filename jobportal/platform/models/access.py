"""Who saw whose data, when, where and for what; the database refuses to edit or delete it."""

from django.db import models
from django.utils import timezone


class AccessEntry(models.Model):
    """One handling of personal data, or one sign-in (안전기준 §8①, compliance PD-31, PD-32).

    There are no foreign keys to people: the account's name is kept as text, ``persons`` are the
    numbers of the residents, never an identity number. ``page`` is the address without its query.
    A failed sign-in with an unknown name belongs to no district and no account.
    """

    class Action(models.TextChoices):
        READ = "READ", "조회"
        SEARCH = "SEARCH", "검색"
        PRINT = "PRINT", "출력"
        DOWNLOAD = "DOWNLOAD", "내려받기"
        REVEAL = "REVEAL", "마스킹 해제"
        SIGN_IN = "SIGN_IN", "로그인"
        SIGN_OUT = "SIGN_OUT", "로그아웃"
        SIGN_IN_FAILED = "SIGN_IN_FAILED", "로그인 실패"
        PURGE = "PURGE", "기록 정리"

    at = models.DateTimeField("접속일시", default=timezone.now)
    account_id = models.BigIntegerField("계정 번호", null=True)
    account_name = models.CharField("계정", max_length=80)
    ip = models.CharField("접속지 IP", max_length=45, blank=True)
    page = models.CharField("접속 화면", max_length=200, blank=True)
    task = models.CharField("수행업무", max_length=80)
    action = models.CharField("구분", max_length=20, choices=Action)
    persons = models.JSONField("정보주체 번호", default=list)
    person_count = models.PositiveIntegerField("정보주체 수", default=0)
    district_id = models.BigIntegerField("자치구 번호", null=True)
    purpose = models.CharField("목적", max_length=200, blank=True)
    # Empty before there were numbers; a default would have SQLite make the table anew.
    request = models.CharField("요청 번호", max_length=10, null=True)  # noqa: DJ001

    class Meta:
        verbose_name = "접속기록"
        verbose_name_plural = "접속기록"
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["district_id", "-at", "-id"], name="platform_access_district"),
            models.Index(
                fields=["district_id", "account_id", "-at", "-id"], name="platform_access_account"
            ),
            models.Index(
                fields=["district_id", "action", "-at", "-id"], name="platform_access_action"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account_name} {self.get_action_display()} {self.task}"


class AccessPerson(models.Model):
    """One person of one entry: what answers "who saw this person" and "whom did they see"."""

    entry = models.ForeignKey(
        AccessEntry, models.DO_NOTHING, related_name="seen", verbose_name="접속기록"
    )
    person_id = models.BigIntegerField("정보주체 번호")
    account_id = models.BigIntegerField("계정 번호", null=True)
    district_id = models.BigIntegerField("자치구 번호", null=True)
    at = models.DateTimeField("접속일시")

    class Meta:
        verbose_name = "접속기록의 정보주체"
        verbose_name_plural = "접속기록의 정보주체"
        indexes = [
            # Without the district in front: a planner without statistics would be content with it.
            models.Index(fields=["person_id", "-at", "-entry"], name="platform_seen_person"),
            # With all that is counted for an account: 250,000 rows are never looked up one by one.
            models.Index(
                fields=["account_id", "district_id", "person_id", "at"],
                name="platform_seen_account",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} ({self.entry_id})"


class AccessReview(models.Model):
    """Someone looked through a month's access record and signed (안전기준 §8②, PD-35).

    ``own_count`` entries are the reviewer's own: another reviewer signs for them.
    """

    at = models.DateTimeField("점검일시", default=timezone.now)
    district_id = models.BigIntegerField("자치구 번호")
    month_on = models.DateField("점검한 달")
    reviewer_id = models.BigIntegerField("점검자 번호")
    reviewer_name = models.CharField("점검자", max_length=80)
    entry_count = models.PositiveIntegerField("점검한 기록 수")
    own_count = models.PositiveIntegerField("점검자 본인의 기록 수")
    finding_count = models.PositiveIntegerField("확인할 기록 수")
    opinion = models.TextField("점검 의견", max_length=2000)

    class Meta:
        verbose_name = "접속기록 점검"
        verbose_name_plural = "접속기록 점검"
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["district_id", "month_on", "reviewer_id"],
                name="platform_access_review_once",
                violation_error_message="이 달의 접속기록은 이미 점검하셨습니다.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.month_on:%Y-%m} {self.reviewer_name}"
