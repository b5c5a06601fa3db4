"""``tests/access.txt`` lists every address with its permission, so that a change of access is seen.

After a deliberate change the lines that the test prints go into the file.
"""

from pathlib import Path

from tests.addresses import access_lines

FILE = Path(__file__).with_name("access.txt")


def test_every_address_stands_in_the_file_with_its_permission():
    lines = FILE.read_text(encoding="utf-8").splitlines()
    listed = [line for line in lines if line and not line.startswith("#")]
    wanted = access_lines()
    assert sorted(set(wanted) - set(listed)) == [], "missing in access.txt"
    assert sorted(set(listed) - set(wanted)) == [], "in access.txt, but not (any more) so"
    assert listed == wanted
