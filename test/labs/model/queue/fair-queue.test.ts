import { expect, test } from "vitest";
import { FairQueue } from "../../../../labs/model/queue/fair-queue.ts";
import fc from "../../../fast-check.ts";

interface Item {
  readonly name: string;
  readonly caller: string;
  readonly priority: number;
}

const item = (name: string, caller: string, priority = 0): Item => ({ name, caller, priority });

function drain(queue: FairQueue<Item>): string[] {
  const names: string[] = [];
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) names.push(next.name);
  return names;
}

function queueOf(...items: Item[]): FairQueue<Item> {
  const queue = new FairQueue<Item>();
  for (const one of items) queue.push(one);
  return queue;
}

test("Callers take turns, and each one's items keep their order.", () => {
  const queue = queueOf(item("a1", "a"), item("a2", "a"), item("a3", "a"), item("b1", "b"), item("c1", "c"));
  expect(drain(queue)).toEqual(["a1", "b1", "c1", "a2", "a3"]);
});

test("A higher priority goes first, whoever asks.", () => {
  const queue = queueOf(item("low", "a", -1), item("a1", "a"), item("high", "b", 5), item("b1", "b"));
  expect(drain(queue)).toEqual(["high", "a1", "b1", "low"]);
});

test("An item that is tried again goes before all others of its priority.", () => {
  const queue = queueOf(item("a1", "a"), item("high", "b", 1));
  queue.pushAgain(item("again", "c"));
  expect(drain(queue)).toEqual(["high", "again", "a1"]);
});

test("A caller that comes back takes its turn after those that wait.", () => {
  const queue = queueOf(item("a1", "a"), item("b1", "b"));
  expect(queue.shift()?.name).toBe("a1");
  queue.push(item("a2", "a"));
  expect(drain(queue)).toEqual(["b1", "a2"]);
});

test("In any order of steps nothing is lost or given twice, and no caller is overtaken twice in its priority.", () => {
  const items = fc.record({ caller: fc.constantFrom("a", "b", "c"), priority: fc.constantFrom(0, 0, 0, 1) });
  const step = fc.oneof(
    items.map((one) => ({ kind: "push" as const, one })),
    fc.constant({ kind: "shift" as const }),
    fc.nat(20).map((at) => ({ kind: "delete" as const, at })),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const queue = new FairQueue<Item>();
      let inside: Item[] = [];
      let number = 0;
      for (const one of steps) {
        if (one.kind === "push") {
          const pushed = { name: `${++number}`, ...one.one };
          inside.push(pushed);
          queue.push(pushed);
        } else if (one.kind === "delete") {
          const gone = inside[one.at];
          if (gone !== undefined) expect(queue.delete(gone)).toBe(true);
          inside = inside.filter((other) => other !== gone);
        } else {
          const peeked = queue.peek();
          const next = queue.shift();
          expect(next).toBe(peeked);
          expect(next === undefined).toBe(inside.length === 0);
          if (next === undefined) continue;
          const highest = Math.max(...inside.map(({ priority }) => priority));
          expect(next.priority).toBe(highest);
          // It is its caller's first.
          expect(inside.find((other) => other.caller === next.caller && other.priority === highest)).toBe(
            next,
          );
          inside = inside.filter((other) => other !== next);
        }
        expect(queue.size).toBe(inside.length);
      }
    }),
  );
});
