#!/usr/bin/env python
"""Django's command line for this project."""

import os
import sys
from pathlib import Path

if __name__ == "__main__":
    # `platform/` is a folder on the path, never a package: see docs/architecture.md.
    sys.path[:0] = [str(Path(__file__).parent / "platform")]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
