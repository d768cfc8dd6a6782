import { expect, test } from "vitest";
import { lazyLab } from "../../../../kit/sandbox/process/lazy-lab.ts";
import * as lab from "../../../../labs/index.ts";

type Part = Readonly<Record<string, unknown>>;
const [agents, sharing, swarm, examples, dashboard, bench] = await Promise.all([
  import("../../../../labs/agents/index.ts"),
  import("../../../../labs/sharing/index.ts"),
  import("../../../../labs/swarm/index.ts"),
  import("../../../../labs/examples/index.ts"),
  import("../../../../labs/dashboard/index.ts"),
  import("../../../../labs/bench/index.ts"),
]);
const modules: Readonly<Record<string, Part>> = { agents, sharing, swarm, examples, dashboard, bench };

/** A lab that notes which parts were read. */
function noted() {
  const read: string[] = [];
  const lazy = lazyLab((part) => {
    read.push(part);
    return modules[part] as Part;
  });
  return { lazy, read };
}

test("it has the names and the values of the whole lab, and no others", () => {
  const { lazy } = noted();
  expect(Object.keys(lazy).sort()).toEqual(Object.keys(lab).sort());
  for (const [name, value] of Object.entries(lab)) expect(lazy[name], name).toBe(value);
});

test("an agent costs the part with the agents, and nothing is read before a name is asked for", () => {
  const { lazy, read } = noted();
  expect(read).toEqual([]);
  expect(lazy.AIAgent).toBe(lab.AIAgent);
  expect("DataAnalyst" in lazy).toBe(true);
  expect(read).toEqual(["agents"]);
});

test("an import of it, which awaits it and asks whether it is a module, reads nothing", async () => {
  const { lazy, read } = noted();
  expect(await (async () => lazy)()).toBe(lazy);
  expect(lazy.__esModule).toBe(true);
  expect(read).toEqual([]);
  expect(Object.keys(lazy)).not.toContain("__esModule");
});

test("each name is found whichever part has it, and no part is read twice", () => {
  for (const [name, value] of Object.entries(lab)) {
    const { lazy, read } = noted();
    expect(lazy[name], name).toBe(value);
    expect(Object.getOwnPropertyDescriptor(lazy, name)?.value).toBe(value);
    expect(new Set(read).size).toBe(read.length);
  }
});

test("a name that the lab has not is undefined, also one that every object has", () => {
  const { lazy, read } = noted();
  expect(lazy.noSuchName).toBeUndefined();
  expect("noSuchName" in lazy).toBe(false);
  expect(lazy.toString).toBeUndefined();
  expect(read).toHaveLength(6);
});

test("nobody changes it", () => {
  const { lazy } = noted();
  const open = lazy as Record<string, unknown>;
  expect(() => {
    open.AIAgent = 1;
  }).toThrow(TypeError);
  expect(() => delete open.AIAgent).toThrow(TypeError);
  expect(() => Object.defineProperty(open, "AIAgent", { value: 1 })).toThrow(TypeError);
  expect(lazy.AIAgent).toBe(lab.AIAgent);
});
