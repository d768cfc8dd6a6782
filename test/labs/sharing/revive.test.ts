import { MessageChannel, receiveMessageOnPort } from "node:worker_threads";
import { expect, test } from "vitest";
import * as sharing from "../../../labs/sharing/index.ts";
import { revive, share } from "../../../labs/sharing/index.ts";

/** Sends a value through a real message port. */
function post(value: unknown): unknown {
  const { port1, port2 } = new MessageChannel();
  port1.postMessage(value);
  const received = receiveMessageOnPort(port2)?.message;
  port1.close();
  return received;
}

const primitives = {
  counter: new sharing.AtomicCounter(7),
  mutex: new sharing.Mutex(),
  semaphore: new sharing.Semaphore(2),
  gate: new sharing.StartGate(3),
  channel: new sharing.Channel({ capacity: 2 }),
  knowledge: new sharing.KnowledgeBase(),
  context: sharing.SharedContext.ofText("all of it"),
  locked: new sharing.LockedCollector(),
  queue: new sharing.QueueCollector(),
  perAgent: new sharing.PerAgentCollector({ agentIds: [1] }),
};

test("every primitive crosses a message port as its handle and is live again on the other side", () => {
  const revived = revive(post(share(primitives))) as typeof primitives;
  for (const [name, primitive] of Object.entries(primitives)) {
    expect(Reflect.get(revived, name)).toBeInstanceOf(primitive.constructor);
  }
  revived.counter.increment();
  revived.mutex.lock();
  revived.channel.send("over there");
  revived.knowledge.addInsight("A", "shared");
  revived.perAgent.add({ agentId: 1, result: 5 } as never);
  expect(primitives.counter.value).toBe(8);
  expect(primitives.mutex.tryLock()).toBeNull();
  primitives.mutex.unlock();
  expect(primitives.channel.receive()).toBe("over there");
  expect(primitives.knowledge.entryCount).toBe(1);
  expect(primitives.perAgent.count).toBe(1);
  expect(revived.semaphore.permits).toBe(2);
  expect(revived.gate.parties).toBe(3);
  expect(revived.context.text).toBe("all of it");
});

test("every class with a handle is among the revivable ones", () => {
  const classes = Object.values(sharing).filter((value) => typeof value === "function" && "from" in value);
  const tried = Object.values(primitives).map((primitive) => primitive.constructor);
  expect(new Set(tried)).toEqual(new Set(classes));
});

test("primitives are found in lists and objects however deep, and one that is a cycle does no harm", () => {
  const { mutex } = primitives;
  const revived = revive(post(share({ deep: [{ deeper: { mutex } }] }))) as {
    deep: [{ deeper: { mutex: unknown } }];
  };
  expect(revived.deep[0].deeper.mutex).toBeInstanceOf(sharing.Mutex);
  const cycle: { self?: unknown; n: number } = { n: 1 };
  cycle.self = cycle;
  expect(share(cycle)).toBe(cycle);
});

test("plain data is left as it is, not even copied", () => {
  const plain = { list: [1, 2], map: new Map([[1, 2]]), bytes: new Uint8Array(2), nothing: null };
  expect(share(plain)).toBe(plain);
  expect(revive(plain)).toBe(plain);
  expect(revive(5)).toBe(5);
});

test("a handle of an unknown kind is an error that names it", () => {
  const handle = { kind: "swarmlab.timeMachine", buffer: new SharedArrayBuffer(8), offset: 0 };
  expect(() => revive({ handle })).toThrow("No primitive of this version is called swarmlab.timeMachine.");
});

test("a handle that has lost its memory on the way, as in JSON, is refused by name", () => {
  const sent = JSON.parse(JSON.stringify(share({ mutex: new sharing.Mutex() })));
  expect(() => revive(sent)).toThrow(
    expect.objectContaining({
      code: "NOT_SHAREABLE",
      message: expect.stringMatching(
        /^A handle of kind swarmlab.mutex has lost its shared memory on the way; send it by/,
      ),
    }),
  );
});

test("recover() refuses what is no thread id, above all the -1 of a worker that has ended", () => {
  const mutex = new sharing.Mutex();
  for (const id of [-1, Number.NaN, 0.5, undefined as never])
    for (const call of [
      () => mutex.recover(id),
      () => sharing.recover({ mutex }, id),
      () => new sharing.StartGate(2).recover(id),
    ])
      expect(call).toThrow(expect.objectContaining({ code: "INVALID_ARGUMENT" }));
  expect(mutex.contention.recoveries).toBe(0);
});
