"""An act that is not done, and the words of it: no fault of the portal, but an answer to a page."""

from jobportal.platform.values.particles import settle_particles

STALE = "다른 사람이 먼저 바꾸었습니다. 지금 내용을 확인하고 다시 하세요."


class Refused(Exception):
    """An act that may not be done now; its text says why and what to do, in Korean.

    ``problems`` are all the reasons, one by one. ``field`` names the field of the form that has to
    be mended, where it is one.
    """

    def __init__(self, *problems: str, field: str = "") -> None:
        self.problems = [settle_particles(words) for words in problems]
        self.field = field
        super().__init__(" ".join(self.problems))
