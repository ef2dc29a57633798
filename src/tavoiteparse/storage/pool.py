"""The same work on many files, in processes; results come in the order of the files, whatever the number of jobs.

A file on which the work takes too long, or whose process is killed, costs that file: what is said of it takes the place
of its result, another process takes over, and the rest goes on.
"""

import os
import pickle
import signal
import sys
import time
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from typing import Any, Generic, TypeVar

from tavoiteparse.source.messages import Phrase, filled

T = TypeVar("T")
R = TypeVar("R")

FEW = 12  # files for which starting more than one process costs more than it saves
CHUNKS = 8  # per process: large enough that sending them is cheap, small enough that none waits for another
LARGEST_CHUNK = 64
AHEAD = 3  # chunks per process that may be done and wait for the caller, so that memory does not grow where it is slow
TICK = 0.25  # seconds between looks at what takes long
LOOK_AFTER = 0.01  # seconds for which the caller is given results before idle processes get more work
PATIENCE = 5.0  # seconds that a process may go on with its file when all is to end
FORKS = sys.platform == "linux"  # a copy of this process starts in milliseconds and knows what was read already


def default_jobs() -> int:
    """How many processes the machine has a core for."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def spread(
    work: Callable[[T], R], items: Sequence[T], jobs: int, lost: Callable[[T, str], R], limit: float = 0
) -> Generator[R, None, None]:
    """`work` on each item, in order. It and the items are sent to other processes, so both must be picklable.

    An item that takes longer than `limit` seconds (0: as long as it likes), or whose process dies, gives what `lost`
    makes of it and of a sentence. What `work` raises is raised here when its turn comes; then, and when the caller
    stops, nothing more is begun. With no job at all the work is done in this process, which nothing can end but itself.
    """
    if jobs < 1:
        yield from map(work, items)
        return
    pool = _Pool(work, items, jobs if len(items) >= FEW else 1, lost, limit)
    try:
        yield from pool.results()
    finally:
        pool.close()


class _Chunk(Generic[T]):
    """Items that are sent together; `done` are the results that are there and were not given on."""

    def __init__(self, items: Sequence[T]) -> None:
        self.left = deque(items)  # those without a result
        self.done: deque[tuple[bool, Any]] = deque()

    def put(self, fine: bool, result: Any) -> None:
        """The result of the first item that is left, or what was raised in its place."""
        self.left.popleft()
        self.done.append((fine, result))


class _Worker:
    """A process, the chunk that it has, and for how long it has been seen to work on the first item that is left."""

    def __init__(self, work: Callable[[Any], Any], others: "list[_Worker]") -> None:
        context: Any = get_context("fork" if FORKS else None)
        self.pipe, theirs = context.Pipe()
        inherited = [one.pipe for one in (*others, self)] if FORKS else []
        self.process = context.Process(target=_serve, args=(theirs, work, inherited), daemon=True)
        self.process.start()
        theirs.close()
        self.chunk: _Chunk[Any] | None = None
        self.begun = False  # to start may take long where much else runs, and is no file's fault
        self.seconds, self.looked = 0.0, time.monotonic()

    def take(self, chunk: _Chunk[Any]) -> bool:
        """Sends a chunk, where the process is there to take it."""
        try:
            self.pipe.send(list(chunk.left))
        except OSError:
            return False
        self.chunk, self.seconds, self.looked = chunk, 0.0, time.monotonic()
        return True

    def receive(self) -> bool:
        """Takes in the results that are there; whether the process is alive."""
        try:
            while self.pipe.poll():
                done = self.pipe.recv()
                if done is None:
                    self.begun = True
                elif self.chunk is not None:
                    self.chunk.put(*done)
                self.seconds, self.looked = 0.0, time.monotonic()
        except (EOFError, OSError):
            return False
        if self.chunk is not None and not self.chunk.left:
            self.chunk = None
        return True

    def look(self, most: float) -> None:
        """Counts the time since the last look, but `most` where this process was stopped meanwhile, or was busy."""
        now = time.monotonic()
        passed = min(now - self.looked, most) if self.begun else 0.0
        self.seconds, self.looked = self.seconds + passed, now

    def end(self) -> str:
        """Kills the process; how it ended, had it ended before."""
        self.process.join(0.1)
        if self.process.exitcode is None:
            self.process.kill()
            self.process.join(PATIENCE)
        code = self.process.exitcode or 0
        self.pipe.close()
        if code >= 0:
            return filled("its process ended with status {code}", {"code": code})
        name = signal.Signals(-code).name if -code in set(signal.Signals) else f"signal {-code}"
        why = Phrase(", perhaps for want of memory") if name == "SIGKILL" else ""
        return filled("its process was ended by {name}{why}", {"name": name, "why": why})


class _Pool(Generic[T, R]):
    """The processes of one run, and its chunks in their order."""

    def __init__(
        self, work: Callable[[T], R], items: Sequence[T], jobs: int, lost: Callable[[T, str], R], limit: float
    ) -> None:
        self.work, self.lost, self.limit = work, lost, limit
        self.tick = min(TICK, limit / 4) if limit else TICK
        self.jobs = min(jobs, len(items))
        size = max(1, min(LARGEST_CHUNK, len(items) // (jobs * CHUNKS)))
        self.coming = (_Chunk(items[start : start + size]) for start in range(0, len(items), size))
        self.again: deque[_Chunk[T]] = deque()  # what is left of chunks whose process died
        self.order: deque[_Chunk[T]] = deque()  # those that were begun and not given on
        self.workers: list[_Worker] = []
        self.looked = time.monotonic()

    def results(self) -> Iterator[R]:
        """All results, in order."""
        self._hand_out()
        while self.order:
            head = self.order[0]
            if head.done:
                if time.monotonic() - self.looked > LOOK_AFTER:
                    self._look(0)
                fine, result = head.done.popleft()
                if not fine:
                    raise result
                yield result
            elif head.left:
                self._look(self.tick)
            else:
                self.order.popleft()
                self._hand_out()

    def _hand_out(self) -> None:
        """Gives every process that has nothing to do a chunk, while not too many wait for the caller."""
        while chunk := self._next():
            idle = next((worker for worker in self.workers if worker.chunk is None), None)
            if idle is None and len(self.workers) < self.jobs:
                idle = _Worker(self.work, self.workers)
                self.workers.append(idle)
            if idle is None:
                self.again.appendleft(chunk)
                return
            if not idle.take(chunk):  # it died with nothing to do
                self.again.appendleft(chunk)
                self.workers.remove(idle)
                idle.end()

    def _next(self) -> "_Chunk[T] | None":
        if self.again:
            return self.again.popleft()
        if len(self.order) > self.jobs * AHEAD:
            return None
        chunk = next(self.coming, None)
        if chunk is not None:
            self.order.append(chunk)
        return chunk

    def _look(self, seconds: float) -> None:
        """Takes in what was done, replaces processes that died or take too long; waits for something to happen."""
        ready = set(wait([worker.pipe for worker in self.workers], seconds))
        self.looked = time.monotonic()
        for worker in list(self.workers):
            alive = worker.receive() if worker.pipe in ready else True
            worker.look(2 * self.tick)
            if not alive:
                self._replace(worker, worker.end())
            elif self.limit and worker.chunk is not None and worker.seconds > self.limit:
                worker.end()
                self._replace(
                    worker, filled("not done within {limit:g} s; look at it, or raise --timeout", {"limit": self.limit})
                )
        self._hand_out()

    def _replace(self, worker: _Worker, said: str) -> None:
        """Says what was lost with a process, and leaves the rest of its chunk to another."""
        self.workers.remove(worker)
        chunk = worker.chunk
        if chunk is not None and chunk.left:
            chunk.put(True, self.lost(chunk.left[0], said))
            self.again.extend([chunk] if chunk.left else [])

    def close(self) -> None:
        """Ends the processes: a file that is being written is finished, and no other begun."""
        for worker in self.workers:
            worker.pipe.close()
        due = time.monotonic() + PATIENCE
        for worker in self.workers:
            worker.process.join(max(0.0, due - time.monotonic()))
            if worker.process.exitcode is None:
                worker.process.kill()
                worker.process.join(PATIENCE)


def _serve(pipe: "Connection[Any, Any]", work: Callable[[Any], Any], inherited: "list[Connection[Any, Any]]") -> None:
    """What a process does: chunks in, results out one by one, until nobody wants them any more."""
    for other in inherited:
        other.close()  # that of a process beside it would keep that one from seeing that it is not wanted
    work = pickle.loads(pickle.dumps(work))  # no connection to a storage that was copied with this process is of use
    _start()
    try:
        pipe.send(None)  # from now on the time of files counts
        while True:
            for item in pipe.recv():
                try:
                    done = True, work(item)
                except Exception as error:
                    done = False, error
                pipe.send(done)
    except (EOFError, OSError):
        return


def _start() -> None:
    """A worker: an interrupt is the parent's to answer; grammars are read once; no cycles are made."""
    import gc
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
