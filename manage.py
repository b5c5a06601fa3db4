#!/usr/bin/env python3
"""The one door: run, test, e2e, bench, install, and every Django command.

On a machine with only Python it first makes its own environment in ``.venv``.
"""

import sys

if sys.version_info < (3, 11):
    sys.exit(
        "Python 3.11 or newer is needed (Python 3.11 이상이 필요합니다); this is {}.{}.".format(
            *sys.version_info[:2]
        )
    )

from jobportal.bootstrap.door import main

if __name__ == "__main__":
    sys.exit(main(sys.argv))
