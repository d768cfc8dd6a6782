"""An actor of Ray that owns one Node process, and hands agents to it: one JSON line there, one JSON line back."""

import asyncio
import json
import os
import pathlib

import ray

WORKER = pathlib.Path(__file__).with_name("worker.mjs")
EXACT = 2**53  # Above it JavaScript's numbers lose digits; such integers cross as {"$bigint": "…"}.


def pack(value):
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) >= EXACT:
        return {"$bigint": str(value)}
    if isinstance(value, dict):
        return {key: pack(one) for key, one in value.items()}
    return [pack(one) for one in value] if isinstance(value, (list, tuple)) else value


def unpack(fields):
    return int(fields["$bigint"]) if fields.keys() == {"$bigint"} else fields


@ray.remote(max_restarts=-1, max_task_retries=-1)
class SwarmActor:
    """Ask it with `reason.remote(agents)`; an agent is a dict of module, export, agentId and input.

    Give it `num_cpus` below the machine's cores, or it waits for ever. Ray restarts it elsewhere when its node dies, and asks again:
    agents may run twice, so they must only compute.
    """

    async def __init__(self, node="node", slots=1):
        self.process = await asyncio.create_subprocess_exec(
            node, str(WORKER), str(slots),
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, limit=2**26,
        )  # fmt: skip
        self.asked = {}
        self.count = 0
        self.reader = asyncio.create_task(self.read())

    async def read(self):
        async for line in self.process.stdout:
            answer = json.loads(line, object_hook=unpack)
            self.asked.pop(answer["id"]).set_result(answer)
        os._exit(1)  # Node is gone. Ray starts this actor again, and asks what was not answered once more.

    async def ask(self, **question):
        self.count += 1
        answered = asyncio.get_running_loop().create_future()
        self.asked[self.count] = answered
        self.process.stdin.write(json.dumps(pack({"id": self.count, **question})).encode() + b"\n")
        await self.process.stdin.drain()
        answer = await answered
        if "refused" in answer:
            raise ValueError(answer["refused"])
        return answer["results"]

    async def reason(self, agents, timeout=None):
        return await self.ask(agents=agents, timeout=timeout)

    async def where(self):
        return {"node": ray.get_runtime_context().get_node_id(), "actor": os.getpid(), "process": self.process.pid}
