import { execFile } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { afterAll, expect, test } from "vitest";

const support = join(import.meta.dirname, "support");
const folder = mkdtempSync(join(tmpdir(), "offline-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The environment without any setting of LangChain's. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^LANG(SMITH|CHAIN|GRAPH)/.test(name)),
  );
}

async function runGraph(settings: Record<string, string>): Promise<{ stdout: string; sockets: string[] }> {
  const record = join(folder, "sockets.json");
  const hook = pathToFileURL(join(support, "record-sockets.mjs")).href;
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ["--import", hook, join(support, "traced-graph.ts")],
    { env: { ...cleanEnvironment(), RECORD_FILE: record, ...settings } },
  );
  return { stdout: stdout.trim(), sockets: JSON.parse(readFileSync(record, "utf8")) };
}

test("a graph opens no socket and looks up no name unless tracing is configured", async () => {
  expect(await runGraph({})).toEqual({ stdout: "41", sockets: [] });
});

test("with the user's own LANGSMITH_TRACING, the node on a thread is sent to their server with its agent", async () => {
  const bodies: Buffer[] = [];
  const server = createServer(async (request, response) => {
    for await (const part of request) bodies.push(part);
    response.writeHead(200, { "content-type": "application/json" }).end("{}");
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  try {
    const { stdout, sockets } = await runGraph({
      LANGSMITH_TRACING: "true",
      LANGSMITH_API_KEY: "none",
      LANGSMITH_ENDPOINT: `http://127.0.0.1:${port}`,
      LANGSMITH_DISABLE_RUN_COMPRESSION: "true",
    });
    expect(stdout).toBe("41");
    expect(sockets.every((line) => line.includes("127.0.0.1"))).toBe(true);
    const sent = Buffer.concat(bodies).toString();
    for (const name of ["LangGraph", "double", "Doubler", "plain"]) expect(sent).toContain(name);
    expect(sent).toMatch(/thread \d/);
  } finally {
    server.close();
  }
});

test("importing @swarmlab/labs and @swarmlab/labs/graph loads no package that is optional", async () => {
  const program = `
    import { registerHooks } from "node:module";
    const loaded = [];
    registerHooks({ load(url, context, next) { loaded.push(url); return next(url, context); } });
    await import(${JSON.stringify(pathToFileURL(join(import.meta.dirname, "../../../labs/index.ts")).href)});
    const labs = await import(${JSON.stringify(pathToFileURL(join(import.meta.dirname, "../../../labs/graph/index.ts")).href)});
    labs.onWorkers(() => 1);
    console.log(JSON.stringify(loaded.filter((url) => /node_modules\\/(@langchain|langsmith|ai|@openai|@ai-sdk)\\//.test(url))));
    console.log(loaded.length > 50);`;
  const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "-e", program]);
  expect(stdout.trim().split("\n")).toEqual(["[]", "true"]);
});
