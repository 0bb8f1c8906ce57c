"""What can be known of docker-compose.yml, Dockerfile and .env.example without an engine."""

import re
import shlex
from pathlib import Path

import pytest
import yaml

from cpboard.embedded.paths import ROOT
from cpboard.embedded.postgres import Postgres

COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
EXAMPLE = (ROOT / ".env.example").read_text()
SETTINGS = (ROOT / "cpboard" / "settings.py").read_text()
# Read by the demo and by docker-compose.yml, not by the settings.
OUTSIDE_SETTINGS = {"POSTGRES_PASSWORD", "PORT", "HOST"}


def explained() -> set[str]:
    return set(re.findall(r"^#?([A-Z][A-Z_]+)=", EXAMPLE, re.M))


def read_by_settings() -> set[str]:
    return set(re.findall(r"""(?:env\.\w+|must)\(\s*["']([A-Z_]+)["']""", SETTINGS))


def test_env_example_explains_every_setting_and_no_other():
    assert explained() == read_by_settings() | OUTSIDE_SETTINGS


def test_compose_asks_for_no_variable_that_env_example_lacks():
    asked = set(re.findall(r"\$\{([A-Z_]+)", (ROOT / "docker-compose.yml").read_text()))

    assert asked - explained() == set()


def test_compose_gives_the_product_settings_it_reads_and_no_other():
    for name in ("web", "worker", "beat", "set-up"):
        given = set(COMPOSE["services"][name]["environment"])

        assert given - read_by_settings() == set(), name


def test_compose_runs_database_broker_web_worker_and_clock():
    services = COMPOSE["services"]

    assert set(services) == {"postgres", "valkey", "set-up", "web", "worker", "beat"}
    assert services["postgres"]["image"] == "postgres:18"
    assert services["valkey"]["image"] == "valkey/valkey:8"
    for name, service in services.items():
        assert "build" in service or "healthcheck" in service, name


@pytest.mark.parametrize("name", ["SECRET_KEY", "FIELD_KEY", "POSTGRES_PASSWORD"])
def test_compose_refuses_to_start_without_a_secret(name):
    uses = re.findall(rf"\$\{{{name}\b(..)", (ROOT / "docker-compose.yml").read_text())

    assert set(uses) == {":?"}


def test_no_secret_stands_in_a_committed_file():
    for line in EXAMPLE.splitlines():
        if re.match(r"(SECRET_KEY|FIELD_KEYS?|POSTGRES_PASSWORD|EMAIL_HOST_PASSWORD)=", line):
            assert line.endswith("=")


def test_compose_and_embedded_database_are_created_alike(tmp_path):
    given = COMPOSE["services"]["postgres"]["environment"]["POSTGRES_INITDB_ARGS"].split()

    ours = Postgres(tmp_path, tmp_path / "log").locale_arguments()

    assert set(ours) | {"--encoding=UTF8"} == set(given)


def dockerfile() -> list[tuple[str, str]]:
    text = re.sub(r"\\\n", " ", (ROOT / "Dockerfile").read_text())
    return [(word, rest) for word, _, rest in (line.partition(" ") for line in text.splitlines()) if word.isupper()]


def test_dockerfile_copies_only_what_exists():
    for word, rest in dockerfile():
        if word == "COPY":
            *sources, _target = shlex.split(rest)
            for source in sources:
                assert (ROOT / source).exists(), source


def test_dockerfile_runs_as_an_account_of_its_own_and_says_how_it_is():
    words = [word for word, _ in dockerfile()]

    assert dict(dockerfile())["USER"] == "cpboard"
    assert "HEALTHCHECK" in words
    assert words.index("USER") < words.index("CMD")


def test_image_holds_the_code_and_nothing_private():
    kept = [line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")]

    assert (ROOT / ".dockerignore").read_text().splitlines()[0] == "*"
    missing = [name for name in kept if not (ROOT / name).exists()]
    assert missing == []
    assert {"manage.py", "cpboard", "templates", "static", "requirements.txt"} <= set(kept)
    assert not {".env", "var", ".git", "tests"} & set(kept)


def test_image_holds_every_app():
    kept = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    apps = {path.parent.name for path in Path(ROOT).glob("*/apps.py")} | {path.parent.name for path in Path(ROOT).glob("*/models.py")}

    assert apps - kept == set()
