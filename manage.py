#!/usr/bin/env python
"""Django's entry point. A refused setting is one sentence, not a traceback."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
    from tracker.env import Refused

    try:
        import tracker.settings  # noqa: F401  read here, so that a refusal is heard before any command
    except Refused as refused:
        sys.exit(str(refused))
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
