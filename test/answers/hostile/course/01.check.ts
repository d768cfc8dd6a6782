import { exercise } from "@swarmlab/kit/checks";
import { expect } from "vitest";

/** Nobody can know these before they are asked. */
const chosen = () => Math.floor(Math.random() * 1e6) + 100;

exercise("01.1", ({ check, hidden }) => {
  check("doubles 21", { points: 2, timeout: 3000 }, async ({ submission }) => {
    expect(await submission.call("double", 21)).toBe(42);
  });
  check("doubles whatever number", { timeout: 3000 }, async ({ submission }) => {
    const n = chosen();
    expect([await submission.call("double", n)]).toEqual([2 * n]);
  });
  hidden("doubles a number below zero", { points: 3, timeout: 3000 }, async ({ submission }) => {
    expect(await submission.call("double", -3)).toBe(-6);
  });
});

exercise("01.2", ({ check, hidden }) => {
  check("reports where it began and where it is", { timeout: 3000 }, async ({ submission }) => {
    const start = chosen();
    const counter = await submission.new("Counter", start);
    await counter.increase(2);
    expect(await counter.report()).toMatchObject({ start, value: start + 2 });
  });
  check("visits every value on its way", { timeout: 3000 }, async ({ submission }) => {
    const start = chosen();
    const counter = await submission.new("Counter", start);
    await counter.increase(3);
    const visited: unknown[] = [];
    const visitor = (value: unknown) => {
      expect(value).toBe(start + visited.length);
      visited.push(value);
      return true;
    };
    expect(await counter.visit(visitor)).toEqual(start + 3);
    expect(visited).toHaveLength(4);
  });
  hidden("yields its steps", { points: 2, timeout: 3000 }, async ({ submission }) => {
    const counter = await submission.new("Counter", 5);
    await counter.increase(2);
    const steps: unknown[] = [];
    for await (const step of await counter.steps()) {
      steps.push(step);
      if (steps.length > 10) break;
    }
    expect(steps).toEqual([5, 6, 7]);
  });
});
