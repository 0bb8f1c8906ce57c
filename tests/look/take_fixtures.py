"""Take over GOV.UK's fixtures after an upgrade of the npm package: python -m tests.look.take_fixtures

Keeps those that our partials support, and the names of the rest, which tests/look/unsupported.py must explain.
"""

import copy
import json
from pathlib import Path

from tests.look.govuk_options import ADAPTERS, variables
from tests.look.govuk_taking import Unsupported

FROM = Path("node_modules/govuk-frontend/dist/govuk/components")
TO = Path(__file__).parent / "govuk_fixtures"


def supported(component: str, fixture: dict) -> bool:
    """Whether our partial has every option of this fixture."""
    try:
        variables(component, copy.deepcopy(fixture["options"]))
    except Unsupported:
        return False
    return True


def main() -> None:
    """Write one file for each component."""
    for component in ADAPTERS:
        fixtures = json.loads((FROM / component / "fixtures.json").read_text())["fixtures"]
        kept = [{key: each[key] for key in ("name", "options", "html")} for each in fixtures if supported(component, each)]
        names = {each["name"] for each in kept}
        left = [each["name"] for each in fixtures if each["name"] not in names]
        text = json.dumps({"component": component, "left": left, "fixtures": kept}, indent=1, ensure_ascii=False)
        (TO / f"{component}.json").write_text(f"{text}\n")
    _take_pagination()


def _take_pagination() -> None:
    """The numbered pagination, whose links are ours: only its shape is compared."""
    fixtures = json.loads((FROM / "pagination" / "fixtures.json").read_text())["fixtures"]
    shapes = {each["name"]: each["html"] for each in fixtures if each["name"] in ("default", "first page", "last page")}
    (TO / "pagination-shapes.json").write_text(f"{json.dumps(shapes, indent=1, ensure_ascii=False)}\n")


if __name__ == "__main__":
    import django

    django.setup()
    main()
