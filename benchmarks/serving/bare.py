"""The limit: a process that does nothing but run the session in a loop.

`python -m benchmarks.serving.bare FILE HEIGHT WIDTH`; each line `BATCH SECONDS` on standard input is answered
with the items per second and the processor seconds per item.
"""

import sys
import time
from pathlib import Path

import numpy as np

from serving.inference.session import load

WARM_UP = (1, 2, 4)
"""As the service does: the runtime's memory grows with the sizes that it has seen, in their order."""


def main() -> None:
    file, height, width = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    session = load(file, "auto").session
    name = session.get_inputs()[0].name
    for batch_size in WARM_UP:
        session.run(None, {name: np.zeros((batch_size, height, width, 3), np.uint8)})
    for line in sys.stdin:
        batch, seconds = line.split()
        images = np.full((int(batch), height, width, 3), 127, np.uint8)
        session.run(None, {name: images})
        runs, started, processor = 0, time.perf_counter(), time.process_time()
        while (elapsed := time.perf_counter() - started) < float(seconds):
            session.run(None, {name: images})
            runs += 1
        items = runs * int(batch)
        print(items / elapsed, (time.process_time() - processor) / items, flush=True)


if __name__ == "__main__":
    main()
