"""A host that runs a swarm in Python. It exchanges the messages of labs/bench/measure/host-messages.ts over descriptor 3."""

import json
import multiprocessing
import os
import socket
import sys
import threading
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

from fingerprint import fingerprint
from workloads import PIECES, shift


def main() -> None:
    parent = socket.socket(fileno=3)
    orders = parent.makefile("r")

    def send(**message: object) -> None:
        parent.sendall((json.dumps(message) + "\n").encode())

    def next_order() -> dict:
        line = orders.readline()
        if not line:
            sys.exit()  # The parent has ended, so the measurement has no reader.
        return json.loads(line)

    order = next_order()["order"]
    for name in PIECES:
        shift(name, 0, 1)
    send(kind="ready")
    next_order()
    run(order, send)
    next_order()


def run(order: dict, send) -> None:
    began = time.monotonic()
    with open_pool(order["executor"], order["concurrency"]) as pool:
        startup = time.monotonic() - began
        send(kind="began")
        start_time = time.monotonic()
        work = [(each["shift"], each["agentId"], each["times"], start_time) for each in order["agents"]]
        agents = list(pool.map(run_agent, work))
        seconds = time.monotonic() - start_time
        send(kind="ended")
    send(kind="done", seconds=seconds, startupSeconds=startup, agents=agents, eventLoopDelay=None)


def run_agent(work: tuple) -> dict:
    """One agent, timed. A failed agent is a result, not an exception."""
    name, agent_id, times, start_time = work
    started = time.monotonic() - start_time
    found, error = None, None
    try:
        found = shift(name, agent_id, times)
    except Exception as failure:
        error = f"{type(failure).__name__}: {failure}"
    ended = time.monotonic() - start_time
    return {
        "agentId": agent_id,
        "agentType": f"{name.capitalize()}Shift",
        "worker": worker_name(),
        "startedAt": started,
        "endedAt": ended,
        "duration": ended - started,
        "success": error is None,
        "error": error,
        "fingerprint": fingerprint(found),
    }


def worker_name() -> str:
    if multiprocessing.parent_process() is not None:
        return f"process {os.getpid()}"
    thread = threading.current_thread()
    return "main" if thread is threading.main_thread() else f"thread {thread.name.rsplit('_', 1)[-1]}"


class Sequential:
    """A pool without workers: it runs one agent after the other in this thread."""

    def __enter__(self):
        return self

    def __exit__(self, *_):
        return None

    def map(self, function, items):
        return map(function, items)


def open_pool(executor: str, concurrency: int):
    """A pool with all of its workers started, so that the time of starting them is not part of the run."""
    if executor == "sequential":
        return Sequential()
    if executor == "threads":
        pool = ThreadPoolExecutor(concurrency)
    else:
        pool = ProcessPoolExecutor(concurrency)
    # A sleeping worker takes no second task, so the pool starts one worker for each of these tasks.
    list(pool.map(time.sleep, [0.02] * concurrency))
    return pool


def calibrate() -> dict:
    """Seconds of CPU time for one piece of each kind of work."""
    seconds = {}
    for name in PIECES:
        best = float("inf")
        for _ in range(4):
            began = time.thread_time()
            times = 0
            while time.thread_time() - began < 0.04:
                shift(name, 1, 1)
                times += 1
            best = min(best, (time.thread_time() - began) / times)
        seconds[name] = best
    return seconds


def status() -> dict:
    """The version of this Python, whether it has a GIL, and its speed."""
    gil = getattr(sys, "_is_gil_enabled", lambda: True)()
    return {
        "version": sys.version.split()[0],
        "gil": gil,
        "pieceSeconds": calibrate(),
    }


if __name__ == "__main__":
    if sys.argv[1:] == ["--status"]:
        print(json.dumps(status()))
    else:
        main()
