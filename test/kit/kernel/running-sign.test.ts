import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ExecuteOptions, Message } from "./support/jupyter-client.ts";
import { TestKernel } from "./support/test-kernel.ts";

/*
 * A cell here waits until a file is there, and the file comes when the front-end has seen what the test waits for. So no test
 * depends on how fast the machine is.
 */

const TIMEOUT_MS = 120_000;
let kernel: TestKernel;
const folder = mkdtempSync(join(tmpdir(), "sign-"));
beforeAll(async () => {
  kernel = await TestKernel.start();
  const { error } = await kernel.execute(
    `import { agent, AIAgent, runMultiAgentSystem } from "@swarmlab/labs";
     import { existsSync } from "node:fs";
     const fileIsThere = (file: string) => new Promise<void>((resolve) => {
       const look = setInterval(() => { if (existsSync(file)) { clearInterval(look); resolve(); } }, 20);
     });
     class Waits extends AIAgent<string, string> {
       protected async think(file: string) {
         const { existsSync } = await import("node:fs");
         while (!existsSync(file)) await new Promise((resolve) => setTimeout(resolve, 20));
         return file;
       }
     }`,
    { timeoutMs: TIMEOUT_MS },
  );
  if (error) throw new Error(error.evalue);
}, TIMEOUT_MS);
afterAll(async () => {
  await kernel?.[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

let files = 0;
/** A file that is not there yet. */
const nextFile = () => join(folder, `file-${++files}`);
const come = (file: string) => writeFileSync(file, "");

const isDisplay = ({ type }: Message) => type === "display_data" || type === "update_display_data";
const wordsOf = ({ content }: Message) => String(content.data["text/plain"]);

/** Runs a cell as JupyterLab does, which sends the cell's id. */
const inJupyterLab = (code: string, options: ExecuteOptions = {}) =>
  kernel.execute(code, { timeoutMs: TIMEOUT_MS, metadata: { cellId: "cell" }, ...options });

test(
  "a cell that shows nothing gets one line with its time, which ends by saying how long it took",
  async () => {
    const file = nextFile();
    let seen = 0;
    const { shown } = await inJupyterLab(`await fileIsThere(${JSON.stringify(file)});`, {
      onMessage: (message) => {
        if (isDisplay(message) && ++seen === 2) come(file);
      },
    });
    const [first, ...updates] = shown.filter(isDisplay);
    expect(first?.type).toBe("display_data");
    expect(first && wordsOf(first)).toMatch(/^Running for \d+ s$/);
    expect(new Set(updates.map(({ type }) => type))).toEqual(new Set(["update_display_data"]));
    expect(new Set(shown.filter(isDisplay).map(({ content }) => content.transient.display_id)).size).toBe(1);
    const last = updates.at(-1);
    expect(last && wordsOf(last)).toMatch(/^Done in \d+\.\d s$/);
  },
  TIMEOUT_MS,
);

test(
  "while a swarm runs, the line says how many of its agents are done",
  async () => {
    const [early, late] = [nextFile(), nextFile()];
    come(early);
    const { shown, error } = await inJupyterLab(
      `await runMultiAgentSystem({
         agents: [agent(Waits, 1, ${JSON.stringify(early)}), agent(Waits, 2, ${JSON.stringify(late)})],
         announce: false,
       });
       undefined`,
      {
        onMessage: (message) => {
          if (isDisplay(message) && wordsOf(message).includes("1 of 2 agents done")) come(late);
        },
      },
    );
    expect(error).toBeUndefined();
    const words = shown.filter(isDisplay).map(wordsOf);
    expect(words.join("\n")).toMatch(/Running for \d+ s: 1 of 2 agents done/);
    expect(words.at(-1)).toMatch(/^Done in \d+\.\d s: 2 of 2 agents done$/);
  },
  TIMEOUT_MS,
);

test(
  "an interrupt ends the line with the cell",
  async () => {
    let isInterrupted = false;
    const { shown, error } = await inJupyterLab("await new Promise(() => {});", {
      onMessage: (message) => {
        if (isInterrupted || !isDisplay(message)) return;
        isInterrupted = true;
        kernel.interrupt();
      },
    });
    expect(error?.ename).toBe("Interrupted");
    const words = shown.filter(isDisplay).map(wordsOf);
    expect(words.at(-1)).toMatch(/^Ended after \d+\.\d s$/);
    expect(words.filter((text) => text.startsWith("Ended"))).toHaveLength(1);
  },
  TIMEOUT_MS,
);

test(
  "a notebook that is run as a whole, without a person before it, stays as it is",
  async () => {
    const { shown } = await kernel.execute("await new Promise((resolve) => setTimeout(resolve, 2600));", {
      timeoutMs: TIMEOUT_MS,
    });
    expect(shown.filter(isDisplay)).toEqual([]);
  },
  TIMEOUT_MS,
);

test(
  "a silent request of the front-end itself gets no line",
  async () => {
    const { shown } = await inJupyterLab("await new Promise((resolve) => setTimeout(resolve, 2600));", {
      silent: true,
    });
    expect(shown.filter(isDisplay)).toEqual([]);
  },
  TIMEOUT_MS,
);
