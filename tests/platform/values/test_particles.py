"""The particle after a word that is filled in follows the sound the word ends in."""

import pytest

from jobportal.platform.values.particles import settle_particles


@pytest.mark.parametrize(
    ("told", "settled"),
    [
        ("대상사업이(가) 없습니다.", "대상사업이 없습니다."),
        ("‘접수번호’이(가) 없습니다.", "‘접수번호’가 없습니다."),
        ("‘선발’(으)로 바꾸었습니다.", "‘선발’로 바꾸었습니다."),
        ("‘배치 취소’(으)로", "‘배치 취소’로"),
        ("‘자격심사 중’(으)로", "‘자격심사 중’으로"),
        ("안심-2026-1을(를)", "안심-2026-1을"),
        ("안심-2026-2을(를)", "안심-2026-2를"),
        ("접수 0010은(는)", "접수 0010은"),
        ("가상센터과(와) 협약", "가상센터와 협약"),
        ("가상대학과(와) 협약", "가상대학과 협약"),
        ("「가상 사업」을(를) 삭제", "「가상 사업」을 삭제"),
        ("‘Total’은(는)", "‘Total’은"),
        ("TOPCIT을(를)", "TOPCIT를"),
        ("가상 도로(3명)이(가)", "가상 도로(3명)가"),
        ("“2018. 2. 30.”(으)로", "“2018. 2. 30.”으로"),
        ("假想은(는)", "假想은(는)"),
        ("을(를)", "을(를)"),
    ],
)
def test_the_particle_is_chosen_or_both_stay(told, settled):
    assert settle_particles(told) == settled
