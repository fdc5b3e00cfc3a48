"""The system as `docker compose` brings it up. Needs a Docker engine: `make test-compose`."""
