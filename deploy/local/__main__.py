"""`python -m deploy.local`: check, import the demo catalog, start five processes, stop them together."""

import os
import threading
import time
import urllib.request
from pathlib import Path
from typing import Annotated

import typer
from honcho.manager import Manager
from rich.console import Console

from deploy.local.checks import CannotStart, check_models, check_ports
from deploy.local.demo_catalog import ensure_demo_catalog
from deploy.local.plan import ROOT, SERVICES, Plan

START_WITHIN_S = 120
INTERRUPTED = {130, 143}
"""Exit codes of a shell's child that was stopped by Ctrl-C or a termination signal."""

console = Console()


def run(
    port: Annotated[int, typer.Option(help="the page's port; the services take the four after it")] = 8000,
) -> None:
    """Run all of Vitrine on this machine until Ctrl-C."""
    plan = Plan(port)
    environment = plan.environment
    try:
        check_ports(plan)
        check_models(Path(environment["MODELS_DIR"]))
        ensure_demo_catalog(environment)
    except CannotStart as error:
        console.print(f"[red]Vitrine cannot start:[/] {error}", soft_wrap=True)
        raise typer.Exit(1) from error
    manager = Manager()
    for service, command in plan.commands.items():
        manager.add_process(service, command, env=environment, cwd=str(ROOT))
    threading.Thread(target=_announce, args=(plan, manager), daemon=True).start()
    manager.loop()
    raise typer.Exit(0 if manager.returncode in INTERRUPTED else 1)


def _announce(plan: Plan, manager: Manager) -> None:
    """Print the page's address when all five are ready; stop them all if they are not within two minutes."""
    started = time.monotonic()
    waiting = list(SERVICES)
    while waiting and time.monotonic() < started + START_WITHIN_S:
        waiting = [service for service in waiting if not _is_ready(plan.url(service))]
        time.sleep(0.1)
    if waiting:
        console.print(f"[red]Not ready after {START_WITHIN_S} s:[/] {', '.join(waiting)}")
        manager.returncode = 1
        manager.terminate()
        return
    seconds = time.monotonic() - started
    console.print(
        f"\n[bold green]Vitrine is ready[/] after {seconds:.1f} s: [bold]{plan.url('gateway')}[/]"
        "  (Ctrl-C stops it)\n"
    )


def _is_ready(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/readyz", timeout=1) as response:
            return bool(response.status == 200)
    except OSError:
        return False


if __name__ == "__main__":
    os.chdir(ROOT)
    typer.run(run)
