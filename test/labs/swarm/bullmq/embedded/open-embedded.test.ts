import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, statSync } from "node:fs";
import { connect } from "node:net";
import { networkInterfaces, tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { isAlive } from "../../../../../labs/swarm/bullmq/embedded/is-alive.ts";
import { openEmbeddedEngine } from "../../../../../labs/swarm/bullmq/embedded/open-embedded.ts";
import { readState } from "../../../../../labs/swarm/bullmq/embedded/state-file.ts";

/** The PostgreSQL of a project: started at first use, shared, ended with its last user, mended after kill -9. */

let lab: string;
const users: ChildProcess[] = [];

beforeAll(() => {
  lab = mkdtempSync(join(tmpdir(), "lab-"));
  // Only its owner may enter the folder. As root the server runs as another user, who reaches it all the same.
});
afterAll(() => {
  for (const user of users) user.kill("SIGKILL");
});

const server = () => Number(readFileSync(join(lab, "engine/data/postmaster.pid"), "utf8").split("\n")[0]);
const keeper = () => readState(join(lab, "engine"))?.pid as number;

async function ask(url: string, question: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return Object.values((await client.query(question)).rows[0] ?? {})[0];
  } finally {
    await client.end();
  }
}

async function startUser(): Promise<{ readonly child: ChildProcess; readonly url: string }> {
  const child = fork(new URL("../support/engine-user.ts", import.meta.url), [lab]);
  users.push(child);
  const [url] = await once(child, "message");
  return { child, url };
}

describe("the embedded engine", () => {
  test("is one server for all programs of a project, and ends with the last of them, killed or not", async () => {
    const [one, two] = await Promise.all([startUser(), startUser()]);
    expect(one.url).toBe(two.url);
    const pids = [server(), keeper()];
    one.child.kill("SIGKILL");
    await once(one.child, "exit");
    expect(await ask(two.url, "SELECT 1")).toBe(1);
    two.child.kill("SIGKILL");
    await expect.poll(() => pids.filter(isAlive)).toEqual([]);
  });

  test("answers on loopback only, and only with the password, which other users cannot read", async () => {
    const engine = await openEmbeddedEngine(lab);
    const wrong = new URL(engine.url);
    wrong.password = "guessed";
    await expect(ask(wrong.href, "SELECT 1")).rejects.toMatchObject({ code: "28P01" });
    expect(statSync(join(lab, "engine/password")).mode & 0o777).toBe(0o600);
    expect(statSync(join(lab, "engine/engine.json")).mode & 0o777).toBe(0o600);
    const outside = Object.values(networkInterfaces())
      .flat()
      .find((one) => one?.family === "IPv4" && !one.internal);
    if (outside !== undefined) {
      const socket = connect(Number(wrong.port), outside.address);
      const [error] = await once(socket, "error").catch((thrown) => [thrown]);
      expect(error).toMatchObject({ code: "ECONNREFUSED" });
    }
    engine.close();
  });

  test("keeps what it has when its keeper is killed, and the server that is left over ends", async () => {
    const { child, url } = await startUser();
    await ask(url, "CREATE TABLE kept AS SELECT 42 AS value");
    const left = server();
    process.kill(keeper(), "SIGKILL");
    const engine = await openEmbeddedEngine(lab);
    expect(isAlive(left)).toBe(false);
    expect(await ask(engine.url, "SELECT value FROM kept")).toBe(42);
    engine.close();
    child.kill("SIGKILL");
  });

  test("comes back at its place when the server itself is killed", async () => {
    const engine = await openEmbeddedEngine(lab);
    const killed = server();
    process.kill(killed, "SIGKILL");
    await expect.poll(() => isAlive(killed)).toBe(false);
    await expect.poll(() => ask(engine.url, "SELECT value FROM kept").catch(() => "away")).toBe(42);
    expect(server()).not.toBe(killed);
    engine.close();
    await expect.poll(() => existsSync(join(lab, "engine/engine.json"))).toBe(false);
  });
});
