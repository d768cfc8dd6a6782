import { expect, it } from "vitest";
import { Turns } from "../../../../labs/swarm/worker/turns.ts";

it("runs that wait get workers in turn, one each, however many requests they have", async () => {
  const turns = new Turns<number>();
  const order: string[] = [];
  const ask = (run: number) => turns.wait(run).then((worker) => order.push(`${run}:${worker}`));
  const asked = [ask(1), ask(1), ask(1), ask(2), ask(3), ask(3)];
  for (let worker = 1; worker <= 6; worker++) turns.give(worker);
  await Promise.all(asked);
  expect(order).toEqual(["1:1", "2:2", "3:3", "1:4", "3:5", "1:6"]);
  expect(turns.isAwaited()).toBe(false);
});

it("a run that withdraws gets no worker, and the others keep their order", async () => {
  const turns = new Turns<number>();
  const [first, second, third] = [turns.wait(1), turns.wait(2), turns.wait(3)];
  turns.withdraw(2);
  turns.give(7);
  turns.give(8);
  expect(await Promise.all([first, second, third])).toEqual([7, undefined, 8]);
});

it("a worker that nobody waits for stays free until it is taken or lost", () => {
  const turns = new Turns<number>();
  turns.give(1);
  turns.give(2);
  turns.remove(2);
  expect([turns.take(), turns.take()]).toEqual([1, undefined]);
});

it("the run whose turn is next learns that no worker can be started", async () => {
  const turns = new Turns<number>();
  const [first, second] = [turns.wait(1), turns.wait(2)];
  turns.fail(new Error("no room"));
  await expect(first).rejects.toThrow("no room");
  turns.give(5);
  expect(await second).toBe(5);
});
