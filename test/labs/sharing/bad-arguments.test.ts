import { expect, test } from "vitest";
import * as sharing from "../../../labs/sharing/index.ts";

const { Channel, KnowledgeBase, LockedCollector, Mutex, PerAgentCollector, QueueCollector } = sharing;
const { Semaphore, SharedContext, StartGate } = sharing;
const odd = (value: unknown) => value as never;

test.each<[string, () => unknown, string]>([
  [
    "options that are null",
    () => new Channel(odd(null)),
    "The options of a channel must be an object, but are null.",
  ],
  [
    "options that are a number",
    () => new KnowledgeBase(odd(5)),
    "The options of a log must be an object, but are 5",
  ],
  [
    "an unknown option of a channel",
    () => new Channel(odd({ capacty: 2 })),
    "capacty is no option of a channel; did you mean capacity?",
  ],
  [
    "an unknown option of a log",
    () => new LockedCollector(odd({ maxbytes: 2 })),
    "maxbytes is no option of a log; did you mean maxBytes?",
  ],
  [
    "an unknown option of a queue",
    () => new QueueCollector(odd({ slots: 2 })),
    "slots is no option of a channel",
  ],
  [
    "an unknown option of a wait",
    () => new Mutex().lock(odd({ timout: 5 })),
    "timout is no option of a wait; did you mean timeout?",
  ],
  [
    "a wait for a number",
    () => new StartGate(1).wait(odd(5)),
    "The options of a wait must be an object, but are 5 (number).",
  ],
  [
    "a wait for null",
    () => new Semaphore(1).acquire(odd(null)),
    "The options of a wait must be an object, but are null.",
  ],
  [
    "an unknown way to take over",
    () => new Mutex().lock({ ifOwnerDied: odd("ask") }),
    'ifOwnerDied must be "proceed" or "throw"',
  ],
  [
    "no critical section",
    () => new Mutex().runExclusive(odd(5)),
    "runExclusive takes a function, but got 5 (number).",
  ],
  [
    "ids that are no list",
    () => new PerAgentCollector({ agentIds: odd(null) }),
    "agentIds must be an array of the agents' ids, but is null.",
  ],
  [
    "a matrix of words",
    () => SharedContext.ofMatrix(1, 2, odd([1, "x"])),
    'A matrix is of numbers, but value 1 is the string "x".',
  ],
  [
    "too many parties",
    () => new StartGate(2 ** 31),
    "The number of parties at a gate must be a whole number from 1 to 1048576",
  ],
])("%s: a sentence says what is wrong", (_, call, sentence) => {
  expect(call).toThrow(
    expect.objectContaining({ code: "INVALID_ARGUMENT", message: expect.stringContaining(sentence) }),
  );
});
