"""What is started: commands of the Procfile, their ports and their environment."""

import os
import secrets
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

SERVICES = ("gateway", "pose", "gender", "clothes", "recommender")
"""In the order of their ports: the gateway's own, and the four after it."""

MODELS = ("pose", "gender", "clothes-trunk", "clothes-upper", "clothes-lower", "clothes-whole")

_UVICORN = "--host 127.0.0.1 --no-access-log --log-level warning --timeout-graceful-shutdown 20"


@dataclass(frozen=True)
class Plan:
    """Everything that is needed to start the five processes."""

    port: int

    @property
    def ports(self) -> dict[str, int]:
        """Service to port."""
        return {service: self.port + place for place, service in enumerate(SERVICES)}

    def url(self, service: str) -> str:
        """Where a service answers."""
        return f"http://127.0.0.1:{self.ports[service]}"

    @property
    def commands(self) -> dict[str, str]:
        """Service to shell command."""
        from honcho.environ import parse_procfile  # which an image that only imports a catalog has not

        return dict(parse_procfile((ROOT / "deploy" / "Procfile").read_text()).processes)

    @property
    def environment(self) -> dict[str, str]:
        """This process's environment, with what ties the five together; what is set already stays."""
        urls = {f"{service.upper()}_URL": self.url(service) for service in SERVICES if service != "gateway"}
        ports = {f"{service.upper()}_PORT": str(port) for service, port in self.ports.items()}
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"
        defaults = {
            "LOG_LEVEL": "WARNING",
            "MODELS_DIR": str(ROOT / "models"),
            "CATALOG_URI": str(ROOT / "var" / "catalog"),
            "PYTHONUNBUFFERED": "1",
            "SECRET_KEY": secrets.token_hex(32),
        }
        return {**defaults, **urls, **os.environ, **ports, "PATH": path, "UVICORN": _UVICORN}
