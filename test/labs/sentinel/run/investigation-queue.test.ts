import { expect, test } from "vitest";
import { InvestigationQueue } from "../../../../labs/sentinel/run/investigation-queue.ts";
import type { Investigation } from "../../../../labs/sentinel/signal.ts";

function investigation(id: number, service: string, score: number): Investigation {
  const signal = {
    ...{ id, service, kind: "error-ratio" as const, score },
    ...{ firstLineAt: id, noticedAt: id + 1, reason: "a test" },
  };
  return { signal, lines: [], templates: [], neighbours: [], deploys: [] };
}

const ids = (queue: InvestigationQueue, amount: number) =>
  queue.take(amount).map(({ investigation: one }) => one.signal.id);

test("When more come than may wait, those with the weakest signals are left out and counted.", () => {
  const queue = new InvestigationQueue(3);
  queue.add(
    [1, 5, 2, 4, 3].map((score) => investigation(score, `service ${score}`, score)),
    0,
  );
  expect(queue.shed).toBe(2);
  expect(queue.length).toBe(3);
  expect(ids(queue, 2)).toEqual([5, 4]);
  expect(ids(queue, 2)).toEqual([3]);
});

test("A newer investigation of a service takes the place of one that waits, and keeps when it came and when it began.", () => {
  const queue = new InvestigationQueue(10);
  queue.add([investigation(1, "cart", 3)], 100);
  queue.add([investigation(2, "cart", 9)], 200);
  const [one] = queue.take(10);
  expect(one).toMatchObject({ cameAt: 100, investigation: { signal: { id: 2, firstLineAt: 1, score: 9 } } });
  expect(queue.length).toBe(0);
  expect(queue.shed).toBe(0);
});
