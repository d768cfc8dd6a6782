import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { publint } from "publint";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

/** labs as a package of its own: packed, installed in an empty folder outside the project, and used there. */

/** Milliseconds that a compiler of TypeScript may take on a busy machine. */
const COMPILING_MS = 180_000;

const run = promisify(execFile);
const root = join(import.meta.dirname, "../..");
const bin = join(root, "node_modules/.bin");
/** The project's own compiler: tslab brings another one of the same name. */
const tsc = join(root, "node_modules/typescript/bin/tsc");
const folder = mkdtempSync(join(tmpdir(), "labs-package-"));
let tarball = "";

beforeAll(async () => {
  const { stdout } = await run("npm", ["pack", "--json", "--pack-destination", folder], {
    cwd: join(root, "labs"),
  });
  const [packed] = Object.values(JSON.parse(stdout)) as { filename: string }[];
  tarball = join(folder, String(packed?.filename));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("the tarball holds what is built, its own README and the licence, and no sources", async () => {
  const { stdout } = await run("tar", ["--list", "--file", tarball]);
  const files = stdout.trim().split("\n");
  expect(files).toEqual(
    expect.arrayContaining(["package/README.md", "package/LICENSE", "package/dist/index.js"]),
  );
  expect(files.filter((file) => file.includes("/swarm/bundled/")).sort()).toEqual(
    ["process", "thread", "watchdog"].map((name) => `package/dist/swarm/bundled/${name}.js`),
  );
  expect(files.filter((file) => file.endsWith(".ts") && !file.endsWith(".d.ts"))).toEqual([]);
  expect(files.filter((file) => file.includes("tsbuildinfo"))).toEqual([]);
});

test("the licence is the project's", () => {
  expect(readFileSync(join(root, "labs/LICENSE"), "utf8")).toBe(readFileSync(join(root, "LICENSE"), "utf8"));
});

test("publint finds nothing to mend", async () => {
  const bytes = readFileSync(tarball);
  const { messages } = await publint({ pack: { tarball: new Uint8Array(bytes).buffer } });
  expect(messages).toEqual([]);
});

test("its types resolve for ESM and for bundlers, as arethetypeswrong judges", async () => {
  // attw ends with an error for each problem outside CommonJS and the resolution of Node 10, which ESM-only packages cannot serve.
  const judged = run(join(bin, "attw"), [tarball, "--profile", "esm-only"]);
  await expect(judged).resolves.toMatchObject({ stderr: "" });
});

describe("installed in an empty folder", () => {
  const project = mkdtempSync(join(tmpdir(), "labs-user-"));
  afterAll(() => rmSync(project, { recursive: true, force: true }));

  beforeAll(async () => {
    writeFileSync(join(project, "package.json"), JSON.stringify({ type: "module", private: true }));
    writeFileSync(
      join(project, "word-counter.ts"),
      `import { AIAgent } from "@swarmlab/labs/agents";
       export class WordCounter extends AIAgent<string, number> {
         static readonly module: string = import.meta.url;
         protected think(text: string): number {
           return text.split(" ").length;
         }
       }`,
    );
    writeFileSync(
      join(project, "main.ts"),
      `import { agent, runMultiAgentSystem } from "@swarmlab/labs";
       import { WordCounter } from "./word-counter.ts";
       for (const executor of ["worker-threads", "child-processes"] as const) {
         const { results } = await runMultiAgentSystem({
           agents: [agent(WordCounter, 1, "one two three"), agent((n: number) => n * 2, 2, 21)],
           executor,
           announce: false,
         });
         console.log(executor, ...results.map(({ result }) => result));
       }`,
    );
    const packages = [tarball, `@types/node@${versionOf("@types/node")}`];
    await run("npm", ["install", "--silent", "--no-audit", "--no-fund", "--prefer-offline", ...packages], {
      cwd: project,
    });
  }, 300_000);

  test("it needs nothing of the kit", () => {
    expect(readdirSync(join(project, "node_modules/@swarmlab"))).toEqual(["labs"]);
  });

  test("it runs a swarm of a class from a file, on threads and on processes", async () => {
    const { stdout } = await run(process.execPath, ["main.ts"], { cwd: project });
    expect(stdout.trim().split("\n")).toEqual(["worker-threads 3 42", "child-processes 3 42"]);
  });

  test("nodes run without LangGraph.js, and what needs it says in a sentence what to install", async () => {
    writeFileSync(
      join(project, "graph.ts"),
      `import { onWorkers, openCheckpoints } from "@swarmlab/labs/graph";
       import { WordCounter } from "./word-counter.ts";
       const node = onWorkers(WordCounter, { input: "text", output: "words" });
       console.log(JSON.stringify(await node({ text: "one two three" })));
       await openCheckpoints("graph.db").catch((error: Error) => console.log(error.message));`,
    );
    const { stdout } = await run(process.execPath, ["graph.ts"], { cwd: project });
    expect(stdout.trim().split("\n")).toEqual([
      '{"words":3}',
      'The package @langchain/langgraph-checkpoint is needed to save checkpoints of a graph, and it is not installed: run "npm install @langchain/langgraph-checkpoint".',
    ]);
    expect(readdirSync(project)).not.toContain("graph.db");
  });

  test.each(["node16", "bundler"])(
    "a program that uses it has types under %s resolution",
    async (how) => {
      const modules =
        how === "bundler" ? ["--module", "esnext", "--moduleResolution", how] : ["--module", how];
      const options = [
        "--noEmit",
        "--strict",
        "--target",
        "esnext",
        "--types",
        "node",
        "--allowImportingTsExtensions",
      ];
      await run(process.execPath, [tsc, ...modules, ...options, "main.ts"], { cwd: project }).catch(
        (error) => {
          expect.fail(error.stdout);
        },
      );
    },
    COMPILING_MS,
  );
});

function versionOf(name: string): string {
  return JSON.parse(readFileSync(join(root, "node_modules", name, "package.json"), "utf8")).version;
}
