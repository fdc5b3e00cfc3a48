"""How fast and how right, by command: `python -m benchmarks.<name> --help`."""
