"""What a photo costs each process: `python -m benchmarks.cost`, beside `make run`."""
