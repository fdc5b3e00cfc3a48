"""`vitrine`: the groups of commands, each imported when it is asked for.

No image has the packages of all of them.
"""

from importlib import import_module
from importlib.util import find_spec
from typing import Any, Final, NamedTuple

import typer
from typer.core import TyperGroup
from typer.main import get_group

from services.recommender.cli.screen import tell


class Group(NamedTuple):
    """Commands of one subject."""

    module: str
    package: str
    """Without it, none of them can be run."""
    extras: str
    """Of `pyproject.toml`: what installs it."""
    image: str
    """That has it."""


GROUPS: Final = {
    "catalog": Group("services.recommender.cli.catalog", "lancedb", "catalog", "vitrine-catalog"),
    "pictures": Group(
        "services.recommender.cli.pictures", "onnxruntime", "inference,pictures", "vitrine-pictures"
    ),
    "events": Group("services.recommender.events.cli", "lancedb", "catalog", "vitrine-catalog"),
}


class InstalledGroups(TyperGroup):
    """Those whose packages are there."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002
        """For the help."""
        return [name for name, group in GROUPS.items() if find_spec(group.package)]

    def get_command(self, ctx: Any, cmd_name: str) -> TyperGroup | None:  # noqa: ARG002
        """The one that is asked for; one that is not installed ends the program with a word about it."""
        group = GROUPS.get(cmd_name)
        if group is None:
            return None
        if find_spec(group.package) is None:
            where = f"it is in the image {group.image}, and in vitrine[{group.extras}]"
            tell([f"`vitrine {cmd_name}` is not installed here: {where}"])
            raise typer.Exit(1)
        found = get_group(import_module(group.module).app)
        found.name = cmd_name
        return found


app = typer.Typer(cls=InstalledGroups, no_args_is_help=True, add_completion=False, help="Vitrine's catalog.")


@app.callback()
def main() -> None:
    """Vitrine's catalog."""
