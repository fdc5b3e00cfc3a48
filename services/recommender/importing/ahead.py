"""Work for many items in threads, a bounded number of items ahead of whoever takes the results."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


def ahead(
    items: Iterable[Item], work: Callable[[Item], Result], *, threads: int, depth: int
) -> Iterator[tuple[Item, Result]]:
    """Each item with its result, in the order of the items; what `work` raises is raised at its place.

    Args:
        items: taken as they are needed, by the thread that takes the results.
        work: done in threads.
        threads: how many.
        depth: items that are begun and not yet taken, at most.
    """
    begun: deque[tuple[Item, Future[Result]]] = deque()
    with ThreadPoolExecutor(threads, thread_name_prefix="ahead") as pool:
        try:
            for item in items:
                begun.append((item, pool.submit(work, item)))
                if len(begun) >= depth:
                    first, future = begun.popleft()
                    yield first, future.result()
            while begun:
                first, future = begun.popleft()
                yield first, future.result()
        finally:
            for _, future in begun:
                future.cancel()
