import { runInNewContext } from "node:vm";
import { afterEach, expect, test } from "vitest";
import { BuiltIns } from "../../../../labs/swarm/worker/built-ins.ts";

const { push } = Array.prototype;

afterEach(() => {
  Array.prototype.push = push;
  Reflect.deleteProperty(Object.prototype, "polluted");
  Reflect.deleteProperty(Array.prototype, "0");
});

test("a changed method is noticed, one by one and compiled, and its return too", () => {
  const builtIns = new BuiltIns();
  for (let i = 0; i < 250; i++) {
    expect(builtIns.areIntact()).toBe(true);
    Array.prototype.push = () => 0;
    const isIntact = builtIns.areIntact();
    Array.prototype.push = push;
    expect(isIntact).toBe(false);
  }
});

test("what is added to all objects or lists is noticed, and a getter that throws", () => {
  const builtIns = new BuiltIns();
  Object.assign(Object.prototype, { polluted: true });
  expect(builtIns.areIntact()).toBe(false);
  Reflect.deleteProperty(Object.prototype, "polluted");
  Object.defineProperty(Array.prototype, "0", {
    configurable: true,
    get() {
      throw new Error("read");
    },
  });
  const isIntact = builtIns.areIntact();
  Reflect.deleteProperty(Array.prototype, "0");
  expect(isIntact).toBe(false);
  expect(builtIns.areIntact()).toBe(true);
});

test("what is accepted counts as unchanged", () => {
  const builtIns = new BuiltIns();
  Array.prototype.push = runInNewContext("Array.prototype.push");
  builtIns.accept();
  const isIntact = builtIns.areIntact();
  Array.prototype.push = push;
  expect(isIntact).toBe(true);
  expect(builtIns.areIntact()).toBe(false);
});
