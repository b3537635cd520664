# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes a fixture as JSON with one case a line, so that a change shows as the lines it changes."""

import json
import pathlib


def write_fixture(script, fixture):
    """fixture: names to strings, or to lists of cases. The file stands beside the script, as .json."""
    parts = []
    for name, value in fixture.items():
        if isinstance(value, list):
            cases = ",\n  ".join(json.dumps(case, ensure_ascii=False) for case in value)
            parts.append(f"{json.dumps(name)}: [\n  {cases}\n ]")
        else:
            parts.append(f"{json.dumps(name)}: {json.dumps(value, ensure_ascii=False)}")
    pathlib.Path(script).with_suffix(".json").write_text("{\n " + ",\n ".join(parts) + "\n}\n")
