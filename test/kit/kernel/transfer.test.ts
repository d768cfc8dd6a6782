import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { TestKernel } from "./support/test-kernel.ts";

/** What cells have declared and imported goes with an agent to a worker thread. */

let kernel: TestKernel;
beforeAll(async () => {
  kernel = await TestKernel.start({ directory: join(import.meta.dirname, "../../..") });
});
afterAll(() => kernel?.[Symbol.asyncDispose]());

const run = (type: string) =>
  kernel.execute(
    `const { results: [first] } = await runMultiAgentSystem({ agents: [agent(${type}, 1, "b")], announce: false });
     [first?.result, first?.worker.split(" ")[0], first?.error?.message]`,
  );

test("names from other cells, and an import under another name, are there in the thread", async () => {
  await kernel.execute('import { agent, AIAgent, runMultiAgentSystem } from "@swarmlab/labs";');
  await kernel.execute('import { join as glue } from "node:path";\nconst folder = "a";');
  await kernel.execute("const inFolder = (name: string) => glue(folder, name);");
  await kernel.execute(
    "class Finder extends AIAgent<string, string> { protected think(name: string) { return inFolder(name); } }",
  );
  const { text } = await run("Finder");
  expect(text).toContain("'a/b', 'thread'");
});

test("a name that a later cell defines anew is no longer the import", async () => {
  await kernel.execute('function glue(...parts: string[]) { return parts.join("+"); }');
  await kernel.execute("const plus = (name: string) => glue(folder, name);");
  expect((await run("plus")).text).toContain("'a+b', 'thread'");
});

test("an import is there in the thread in the very cell that imports it", async () => {
  const { text, error } = await kernel.execute(
    `import { inSlowMotion } from "@swarmlab/labs/instruments";
     function looks(n: number, context: object): string { return typeof inSlowMotion + n; }
     const { results: [seen] } = await runMultiAgentSystem({ agents: [agent(looks, 1, 2)], announce: false });
     seen?.result ?? seen?.error?.message`,
  );
  expect(error).toBeUndefined();
  expect(text).toContain("function2");
});
