"""All five processes on this machine, with a catalog folder and caches in process: `make run`."""
