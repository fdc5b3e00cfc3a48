"""What can be known to fail before anything is started."""

import socket
from pathlib import Path

from deploy.local.plan import MODELS, Plan


class CannotStart(Exception):
    """One line that says what is in the way and what to do."""


def check_ports(plan: Plan) -> None:
    """Every port must be free.

    Raises:
        CannotStart: one is in use.
    """
    for service, port in plan.ports.items():
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError as error:
                raise CannotStart(
                    f"port {port} ({service}) is in use: stop what uses it, or move with make run PORT=9000"
                ) from error


def check_models(models_dir: Path) -> None:
    """Every network must have a file.

    Raises:
        CannotStart: one has none.
    """
    for name in MODELS:
        if not list((models_dir / name).glob("*/model.onnx")):
            raise CannotStart(f"no model file {models_dir / name}/<version>/model.onnx")
