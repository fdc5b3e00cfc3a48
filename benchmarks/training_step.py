"""`python -m benchmarks.training_step`: what keeping freed buffers gives a training step on a CPU."""

import subprocess
import sys
import time
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

NETWORKS = ("gender original", "gender residual", "pose")
SECONDS = 12.0


def images_per_second(name: str, *, keep: bool) -> float:
    """Of training steps on random images, in this process."""
    import torch

    from training.gender.network import GenderNetwork
    from training.gender.residual import ResidualGenderNetwork
    from training.memory import keep_buffers
    from training.pose.network import LightPoseNetwork

    if keep:
        keep_buffers()
    torch.manual_seed(0)
    networks = {
        "gender original": lambda: GenderNetwork(rank=32),
        "gender residual": ResidualGenderNetwork,
        "pose": LightPoseNetwork,
    }
    network = networks[name]().to(memory_format=torch.channels_last)  # type: ignore[call-overload]
    optimizer = torch.optim.AdamW(network.parameters(), 1e-5)
    shape = (8, 320, 240, 3) if name == "pose" else (32, 150, 150, 3)
    images = torch.randint(0, 256, shape, dtype=torch.uint8)
    steps, started = 0, 0.0
    while steps < 3 or time.perf_counter() - started < SECONDS:
        if steps == 2:
            started = time.perf_counter()
        if name == "pose":
            loss = sum(part.square().mean() for stage in network.every_stage(images) for part in stage)
        else:
            loss = network(images.permute(0, 3, 1, 2).float()).square().mean()
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()
        steps += 1
    return (steps - 2) * len(images) / (time.perf_counter() - started)


def main(
    network: Annotated[str | None, typer.Option(hidden=True)] = None,
    keep: Annotated[bool, typer.Option(hidden=True)] = False,
) -> None:
    """Time training steps with and without `training.memory.keep_buffers`, each in its own process."""
    if network is not None:
        typer.echo(images_per_second(network, keep=keep))
        return
    table = Table("network", "images/s", "with freed buffers kept", "ratio", title="Training steps, float32")
    for name in NETWORKS:
        command = [sys.executable, "-m", "benchmarks.training_step", "--network", name]
        plain, kept = (
            float(subprocess.run([*command, *more], check=True, capture_output=True, text=True).stdout)
            for more in ([], ["--keep"])
        )
        table.add_row(name, f"{plain:.1f}", f"{kept:.1f}", f"{kept / plain:.2f}")
    Console().print(table)


if __name__ == "__main__":
    typer.run(main)
