"""Every variable of the Compose files is explained in `.env.example`, with the default that it has."""

import re

import pytest

from deploy.local.plan import ROOT

COMPOSE_FILES = ("docker-compose.yml", "docker-compose.gpu.yml", "docker-compose.observability.yml")


def variables() -> dict[str, str]:
    """Name to default, of every `${NAME:-default}` that is no shell's."""
    text = "".join((ROOT / "deploy" / name).read_text() for name in COMPOSE_FILES)
    return dict(re.findall(r"(?<!\$)\$\{([A-Z_]+):?-([^}]*)\}", text))


def explained() -> dict[str, tuple[str, str]]:
    """Name to its value and to the comment over it."""
    found: dict[str, tuple[str, str]] = {}
    comment = ""
    for line in (ROOT / "deploy" / ".env.example").read_text().splitlines():
        if line.startswith("#"):
            comment = line if line.startswith("# ---") else comment + line
        elif "=" in line:
            name, value = line.split("=", 1)
            found[name] = (value, comment)
        else:
            comment = ""
    return found


def test_every_variable_is_there_and_no_other() -> None:
    assert set(explained()) == set(variables())


def test_none_is_there_twice() -> None:
    text = (ROOT / "deploy" / ".env.example").read_text()
    names = re.findall(r"^([A-Z_]+)=", text, re.MULTILINE)
    assert sorted(set(names)) == sorted(names)


@pytest.mark.parametrize("name", sorted(variables()))
def test_the_value_shown_is_the_default(name: str) -> None:
    assert explained()[name][0] == variables()[name]
