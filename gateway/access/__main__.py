"""`python -m gateway.access NAME`: makes an API key."""

from typing import Annotated

import typer

from gateway.access.errors import AccessError
from gateway.access.keys import new_key


def main(
    name: Annotated[str, typer.Argument(help="Who will use it: the name of its line, and of its rate.")],
) -> None:
    """Make an API key: the key goes to its user, the line into the file that API_KEYS_FILE names."""
    try:
        key, line = new_key(name)
    except AccessError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from error
    typer.echo(f"key, shown only now:  {key}")
    typer.echo(f"line of API_KEYS_FILE: {line}")


if __name__ == "__main__":
    typer.run(main)
