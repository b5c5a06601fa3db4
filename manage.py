#!/usr/bin/env python3
# -*- coding: utf-8 -*-
"""The one door of the portal: run, test, bench, e2e, install and every Django command."""

import sys

# This file is read by whatever Python is at hand: nothing above the check may need a newer one.
if sys.version_info < (3, 11):
    sys.stderr.write(
        "Python 3.11 이상이 필요합니다. 지금은 %d.%d입니다. / "
        "Python 3.11 or newer is needed, this is %d.%d.\n" % (sys.version_info[:2] * 2)
    )
    sys.exit(1)

from jobportal.bootstrap.door import main

if __name__ == "__main__":
    sys.exit(main(sys.argv))
