"""Whether the system that is to be measured runs at all."""

import httpx
import typer
from rich.console import Console


def require_running(url: str) -> None:
    """Where nothing answers at the gateway's `url`, say so in one line and exit 1."""
    try:
        httpx.get(f"{url}/healthz", timeout=5, trust_env=False)
    except httpx.HTTPError as error:
        Console(stderr=True).print(f"nothing answers at {url}: start it with make run", style="red")
        raise typer.Exit(1) from error
