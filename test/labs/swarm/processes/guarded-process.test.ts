import { EventEmitter, once } from "node:events";
import { expect, test } from "vitest";
import { GuardedProcess, type ProcessExit } from "../../../../labs/swarm/processes/guarded-process.ts";
import { blockUntilEnded } from "./support/block-until-ended.ts";

test("what a process said last is received, although it was sent something after its end", async () => {
  const heard: string[] = [];
  const events = new EventEmitter();
  const guarded = new GuardedProcess<string, string>({
    entry: new URL("./support/last-words.ts", import.meta.url),
    memoryLimit: 2 ** 30,
    v8Flags: [],
    onMessage(message) {
      heard.push(message);
      events.emit("message");
    },
    onExit: (exit) => events.emit("exit", exit),
  });
  await once(events, "message");
  guarded.send("go");
  const exited = once(events, "exit") as Promise<[ProcessExit]>;
  blockUntilEnded(guarded.pid as number);
  // It meets a closed pipe.
  guarded.send("something that nobody reads");
  const [{ code }] = await exited;
  expect({ heard, code }).toEqual({ heard: ["ready", "last words"], code: 3 });
});
