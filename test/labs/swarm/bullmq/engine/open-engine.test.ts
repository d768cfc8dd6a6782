import { once } from "node:events";
import { createServer } from "node:net";
import { describe, expect, onTestFinished, test } from "vitest";
import { agent } from "../../../../../labs/agents/index.ts";
import { openEngine } from "../../../../../labs/swarm/bullmq/engine/open-engine.ts";
import { runMultiAgentSystem } from "../../../../../labs/swarm/index.ts";
import { keepEngine } from "../../support/keep-engine.ts";
import { findRedis, startRedis } from "../support/redis.ts";

/** What cannot keep jobs is refused in a sentence before any job is sent. */

keepEngine();

const redis = await findRedis();
const missing = "missing" in redis ? redis.missing : undefined;
if (missing !== undefined) console.log(`Skipped: ${missing}`);
const program = "program" in redis ? redis.program : "";

const run = (url: string) =>
  runMultiAgentSystem({
    agents: [1, 2, 3].map((id) => agent((n: number) => 2n ** BigInt(n), id, id)),
    executor: "bullmq",
    engine: { url },
    announce: false,
  });

describe("an engine", () => {
  test.each([
    [
      "redis",
      "Nothing answers as Redis at 127.0.0.1:PORT (connect ECONNREFUSED 127.0.0.1:PORT); check the URL and whether the server runs.",
    ],
    [
      "postgres",
      "PostgreSQL at 127.0.0.1:PORT cannot be used (connect ECONNREFUSED 127.0.0.1:PORT); check the URL and whether the server runs.",
    ],
  ])("that is not there is refused by its place: %s", async (kind, sentence) => {
    // No program listens on it, because no service of that port is left anywhere.
    const port = 1;
    await expect(run(`${kind}://127.0.0.1:${port}`)).rejects.toMatchObject({
      name: "SwarmError",
      code: "CANNOT_START",
      message: sentence.replaceAll("PORT", String(port)),
      cause: { code: "UNREACHABLE" },
    });
  });

  test("is refused by another protocol, and its password is not repeated", async () => {
    await expect(run("https://user:secret@example.org")).rejects.toThrow(
      "The engine's URL must begin with redis://, rediss:// or postgres://, but it begins with https://.",
    );
    await expect(run("a server")).rejects.toThrow("but it is no URL.");
  });

  test("that refuses the password is refused without it: PostgreSQL", async () => {
    const engine = await openEngine(undefined, 10);
    onTestFinished(() => engine.close());
    const wrong = new URL(engine.id);
    wrong.password = "wrong-password";
    const error = await run(wrong.href).catch((thrown) => thrown);
    expect(error.message).toMatch(
      /^PostgreSQL at 127\.0\.0\.1:\d+ refuses the user or the password \(.+\); check the URL\.$/,
    );
    expect(error.message).not.toContain("wrong-password");
  });

  test("that is too old is refused with its version", async () => {
    const server = createServer((socket) => {
      socket.on("data", (said) => {
        const info = "redis_version:5.0.14\r\n";
        if (String(said).includes("info")) socket.write(`$${info.length}\r\n${info}\r\n`);
        else socket.write("+OK\r\n".repeat(String(said).split("*").length - 1));
      });
      socket.on("error", () => {});
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    onTestFinished(() => void server.close());
    const { port } = server.address() as { readonly port: number };
    await expect(run(`redis://127.0.0.1:${port}`)).rejects.toThrow(
      `Redis at 127.0.0.1:${port} is version 5.0.14, and BullMQ needs 6.2 or newer; update it, or use PostgreSQL.`,
    );
  });
});

describe.skipIf(missing !== undefined)("a Redis", () => {
  test("runs agents, and BigInts arrive as they are", async () => {
    const { url } = await startRedis(program, "--appendonly", "yes");
    expect((await run(url)).results.map(({ result }) => result)).toEqual([2n, 4n, 8n]);
  });

  test("that may evict jobs is refused", async () => {
    const { url } = await startRedis(program, "--maxmemory-policy", "allkeys-lru");
    await expect(run(url)).rejects.toThrow(
      `Redis at ${new URL(url).host} has maxmemory-policy allkeys-lru, which may evict jobs in silence; set it to noeviction.`,
    );
  });

  test("without an append-only file is used, and the loss that it risks is said at the start", async () => {
    const { url } = await startRedis(program, "--appendonly", "no");
    const lines: string[] = [];
    await runMultiAgentSystem({
      agents: [agent((n: number) => n, 1, 1)],
      executor: "bullmq",
      engine: { url },
      announce: (line) => lines.push(line),
    });
    expect(lines[1]).toBe(
      `Redis at ${new URL(url).host} has appendonly no: if it dies, all jobs that wait are lost in silence; set appendonly yes.`,
    );
  });

  test("that refuses the password is refused without it", async () => {
    const { url } = await startRedis(program, "--requirepass", "right-password");
    const wrong = url.replace("//", "//:wrong-password@");
    for (const one of [url, wrong]) {
      const error = await run(one).catch((thrown) => thrown);
      expect(error.message).toMatch(
        /^Redis at 127\.0\.0\.1:\d+ refuses the user or the password; check the URL/,
      );
      expect(error.message).not.toContain("wrong-password");
    }
    const right = url.replace("//", "//:right-password@");
    expect((await run(right)).results.every(({ success }) => success)).toBe(true);
  });
});
