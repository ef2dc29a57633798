"""The same work on many files, on all cores; results come in the order of the files, whatever the number of jobs."""

import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")

FEW = 12  # files for which starting processes costs more than it saves
CHUNKS = 8  # per process: large enough that sending them is cheap, small enough that none waits for another
LARGEST_CHUNK = 64
AHEAD = 3  # chunks per process that may be done and wait for the caller, so that memory does not grow where it is slow


def default_jobs() -> int:
    """How many processes the machine has a core for."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def spread(work: Callable[[T], R], items: Sequence[T], jobs: int) -> Iterator[R]:
    """`work` on each item, in order. It and the items are sent to other processes, so both must be picklable.

    What `work` raises is raised here when its turn comes; then, and when the caller stops, nothing more is begun.
    """
    if jobs <= 1 or len(items) < FEW:
        yield from map(work, items)
        return
    chunk = max(1, min(LARGEST_CHUNK, len(items) // (jobs * CHUNKS)))
    pool = ProcessPoolExecutor(min(jobs, len(items)), initializer=_start)
    try:
        waiting: deque[Future[list[R]]] = deque()
        for start in range(0, len(items), chunk):
            waiting.append(pool.submit(_each, work, items[start : start + chunk]))
            if len(waiting) > jobs * AHEAD:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        raise
    pool.shutdown()


def _each(work: Callable[[T], R], items: Sequence[T]) -> list[R]:
    return [work(item) for item in items]


def _start() -> None:
    """A worker: an interrupt is the parent's to answer; grammars are read once; no cycles are made."""
    import gc
    import signal
    from threading import Thread

    from tavoiteparse.language.grammar import grammars

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()
    gc.disable()
    grammars()


def _end_with_parent() -> None:
    """A parent that was killed tells nobody; its workers would wait for work for ever, or write behind the next run."""
    from multiprocessing import parent_process

    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
