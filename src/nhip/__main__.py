"""`python -m nhip`: what ./nhip runs."""

import sys

from nhip.hall.command import main

sys.exit(main(sys.argv[1:]))
