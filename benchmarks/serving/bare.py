"""The limit: a process that does nothing but run the networks in a loop.

`python -m benchmarks.serving.bare SERVICE MODELS THREADS`; each line `REQUESTS SECONDS` on standard input is
answered with the requests per second and the processor seconds per request. With as many threads as there are
cores, the items of so many requests go through the networks together; with fewer, one by one, as many at a
time as the cores allow.
"""

import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np

from benchmarks.serving.subject import choose
from serving.inference.lanes import lanes
from serving.inference.session import load

WARM_UP = (1, 2, 4)
"""The runtime's memory grows with the sizes that it has seen, in their order."""


def main() -> None:
    repository, share = Path(sys.argv[2]), lanes("auto", max(WARM_UP), int(sys.argv[3]))
    subject = choose(repository, sys.argv[1])
    loaded = [load(file, "auto", share.threads) for file in subject.model_files(repository)]
    models = {model.name: model for model in loaded}
    threads = ThreadPoolExecutor(share.at_once)

    def compute(requests: int) -> None:
        items = np.concatenate([subject.items] * requests)
        if share.at_once == 1:
            subject.compute(models, items)
        else:
            list(threads.map(lambda item: subject.compute(models, item[np.newaxis]), items))

    for requests in WARM_UP:
        compute(requests)
    for line in sys.stdin:
        asked, seconds = line.split()
        requests = int(asked)
        compute(requests)
        runs, started, processor = 0, time.perf_counter(), time.process_time()
        while (elapsed := time.perf_counter() - started) < float(seconds):
            compute(requests)
            runs += 1
        done = runs * requests
        print(done / elapsed, (time.process_time() - processor) / done, flush=True)


if __name__ == "__main__":
    main()
