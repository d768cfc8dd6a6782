"""Two nodes of Ray on this machine, an actor on each; one node is killed while both compute. Prints one JSON line.

Usage: two_nodes.py DEPLOY_RAY NODE FOLDER_FOR_SESSIONS
"""

import json
import os
import signal
import sys
import time

# Ray replaces 127.0.0.1 by the machine's own address, except where it allows no cluster over a network.
os.environ.update(RAY_USAGE_STATS_ENABLED="0", RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO="0", RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER="0")
import ray
from ray.cluster_utils import Cluster

folder, node, sessions = sys.argv[1:4]
signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # `finally` ends what was started.
sys.path.insert(0, folder)
from swarm_actor import SwarmActor  # noqa: E402

TINY, LONG, AGENTS = 1_000, 60_000_000, 40
LABS = "@swarmlab/labs"


def analysts(first, count, size):
    return [{"module": LABS, "export": "DataAnalyst", "agentId": first + i, "input": size + first + i} for i in range(count)]


def options(memory=78_643_200):
    return {"num_cpus": 1, "object_store_memory": memory, "include_dashboard": False, "node_ip_address": "127.0.0.1", "temp_dir": sessions}


cluster = Cluster(initialize_head=True, head_node_args=options())
try:
    second = cluster.add_node(**options())
    environment = {"env_vars": {"PYTHONPATH": folder}}
    ray.init(address=cluster.address, log_to_driver=False, logging_level="ERROR", runtime_env=environment)
    actors = [SwarmActor.options(num_cpus=0.5, scheduling_strategy="SPREAD").remote(node) for _ in range(2)]
    before = ray.get([actor.where.remote() for actor in actors])

    # What Ray and the lines of JSON add to an agent: one after the other, and in one question.
    started = time.monotonic()
    for i in range(200):
        ray.get(actors[0].reason.remote(analysts(i, 1, TINY)))
    alone = (time.monotonic() - started) / 200 * 1000
    started = time.monotonic()
    ray.get([actors[0].reason.remote(analysts(i, 1, TINY)) for i in range(1000)])
    many = (time.monotonic() - started)

    # Each agent is a question of its own, so that what has been answered is kept when a node dies.
    at_second = next(i for i, place in enumerate(before) if place["node"] == second.node_id)
    asked = [actors[i % 2].reason.remote(analysts(i, 1, LONG)) for i in range(AGENTS)]
    ray.wait(asked, num_returns=AGENTS // 4, timeout=120)
    killed = time.monotonic()
    cluster.remove_node(second, allow_graceful=False)
    results = []
    for i, one in enumerate(asked):
        while True:
            try:
                results += ray.get(one, timeout=200)
                break
            except (ray.exceptions.ActorUnavailableError, ray.exceptions.ActorDiedError):
                time.sleep(0.5)
                one = actors[i % 2].reason.remote(analysts(i, 1, LONG))
    after = ray.get([actor.where.remote() for actor in actors])
    print(json.dumps({
        "nodes": len({place["node"] for place in before}), "before": before, "after": after, "lost": at_second,
        "secondsAfterKill": time.monotonic() - killed, "oneByOneMs": alone, "perSecond": 1000 / many,
        "results": [[r["agentId"], str(r["result"]), r["success"]] for r in results],
    }))  # fmt: skip
finally:
    ray.shutdown()
    cluster.shutdown()
