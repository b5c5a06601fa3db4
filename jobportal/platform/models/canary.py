"""A value sealed with the portal's keys, by which it notices at once that the keys are others."""

from django.db import models

from jobportal.platform.crypto import KeyFault, Keys, keys

_TEXT = "카나리아"
_PLACE = "platform.keycanary"
WRONG_KEYS = (
    "암호 키 파일이 이 데이터베이스의 것이 아닙니다. 주민등록번호를 읽거나 쓸 수 없습니다. "
    "백업해 둔 키 파일을 PORTAL_KEY_FILE에 두고 다시 시작하세요."
)


class KeyCanary(models.Model):
    """One row: a known text, sealed and marked with the keys the data was written with."""

    sealed = models.TextField("암호문")
    mark = models.CharField("색인", max_length=64)

    class Meta:
        verbose_name = "암호 키 확인값"
        verbose_name_plural = "암호 키 확인값"

    def __str__(self) -> str:
        return self.sealed.partition(":")[0]

    def fits(self) -> bool:
        """True when the keys in force are those the row was written with."""
        try:
            opened = keys().open(self.sealed, _PLACE)
        except KeyFault:
            return False
        return opened == _TEXT and keys().mark(_TEXT, _PLACE) == self.mark


def write_canary() -> None:
    """Seal the canary with the keys in force, after a rotation or at the first start."""
    values = {"sealed": keys().seal(_TEXT, _PLACE), "mark": keys().mark(_TEXT, _PLACE)}
    KeyCanary.objects.update_or_create(pk=1, defaults=values)


_fitting: list[Keys] = []  # the keys found to fit, so that a bulk write asks the database once


def require_own_keys() -> None:
    """Raise :class:`KeyFault` unless the keys open what the database holds.

    Whoever writes or shows encrypted values asks first, so that a wrong key overwrites nothing.
    """
    ours = keys()
    if _fitting and _fitting[0] is ours:
        return
    canary = KeyCanary.objects.first()
    if canary is None:
        return
    if not canary.fits():
        raise KeyFault(WRONG_KEYS)
    _fitting[:] = [ours]
