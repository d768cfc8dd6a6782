import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { EngineError } from "../engine-error.ts";
import { asNobody, isRoot, NOBODY } from "./as-nobody.ts";
import type { Binaries } from "./binaries.ts";
import { onFreePort } from "./free-port.ts";
import { endStalePostgres } from "./stale-postgres.ts";

/** How long PostgreSQL may take to start, in milliseconds. It is long, because a database that was killed is mended first. */
const START_LIMIT_MS = 60_000;

/** How long it may take to end before it is killed, in milliseconds. */
const STOP_LIMIT_MS = 5000;

const USER = "swarm";

/** One PostgreSQL server with its data in a folder. */
export interface Cluster {
  readonly url: string;
  readonly port: number;
  /** Resolves when the server has ended, in whatever way. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts PostgreSQL on loopback with a random password. It makes the database at first use, and mends it after kill -9.
 *
 * @param again the port of a server that has died, whose users know it
 */
export async function startCluster(folder: string, binaries: Binaries, again?: number): Promise<Cluster> {
  const data = join(folder, "data");
  await endStalePostgres(data);
  const isOther = existsSync(data) && versionOf(data) !== binaries.major;
  if (isOther) rmSync(data, { recursive: true, force: true });
  const passwordFile = join(folder, "password");
  if (!existsSync(data) || !existsSync(passwordFile)) await initialise(folder, data, passwordFile, binaries);
  const password = readFileSync(passwordFile, "utf8").trim();
  const startOn = async (port: number) => ({ port, server: await start(data, port, binaries) });
  const { server, port } =
    again === undefined ? await onFreePort(startOn, isPortTaken) : await startOn(again);
  const ended = once(server, "exit").then(() => {});
  return {
    port,
    url: `postgres://${USER}:${password}@127.0.0.1:${port}/postgres`,
    ended: server.exitCode === null && server.signalCode === null ? ended : Promise.resolve(),
    async stop() {
      // SIGINT is PostgreSQL's fast shutdown: connections are closed, and the data is whole.
      server.kill("SIGINT");
      const timer = setTimeout(() => server.kill("SIGKILL"), STOP_LIMIT_MS);
      await ended;
      clearTimeout(timer);
    },
  };
}

async function initialise(folder: string, data: string, passwordFile: string, binaries: Binaries) {
  const partial = join(folder, "data.partial");
  rmSync(partial, { recursive: true, force: true });
  rmSync(data, { recursive: true, force: true });
  mkdirSync(partial, { mode: 0o700 });
  if (isRoot()) chownSync(partial, NOBODY, NOBODY);
  const password = randomBytes(24).toString("base64url");
  const given = join(folder, "password.partial");
  writeFileSync(given, password, { mode: 0o600 });
  if (isRoot()) chownSync(given, NOBODY, NOBODY);
  const child = run(
    binaries.initdb,
    [
      "--pgdata",
      partial,
      "--username",
      USER,
      "--pwfile",
      given,
      "--auth",
      "scram-sha-256",
      "--encoding",
      "UTF8",
      "--locale",
      "C",
      "--no-sync",
      "--no-instructions",
    ],
    partial,
    binaries,
  );
  const said = outputOf(child);
  const [code] = await exitOf(child, binaries.initdb);
  if (code !== 0) throw failed("could not make its database", said());
  // The password and the data are taken over last, so that a program that is killed in between leaves nothing half made.
  renameSync(given, passwordFile);
  if (isRoot()) chownSync(passwordFile, 0, 0);
  renameSync(partial, data);
}

async function start(data: string, port: number, binaries: Binaries): Promise<ChildProcess> {
  const settings = {
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    max_connections: "200",
    shared_buffers: "32MB",
    // Data outlives a kill -9 of the server, because the system has it; only a machine that loses power could lose some.
    fsync: "off",
    full_page_writes: "off",
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const server = run(binaries.postgres, ["-D", data, "-p", String(port), ...flags], data, binaries);
  const said = outputOf(server);
  const { promise: isReady, resolve } = Promise.withResolvers<void>();
  server.stderr?.on("data", () => {
    if (said().includes("ready to accept connections")) resolve();
  });
  const timer = new AbortController();
  const first = await Promise.race([
    isReady.then(() => "ready"),
    exitOf(server, binaries.postgres).then(() => "ended"),
    new Promise<string>((late) => {
      const limit = setTimeout(() => late("late"), START_LIMIT_MS);
      timer.signal.addEventListener("abort", () => clearTimeout(limit));
    }),
  ]);
  timer.abort();
  if (first === "ready") return server;
  server.kill("SIGKILL");
  throw failed(first === "late" ? `was not ready after ${START_LIMIT_MS / 1000} s` : "ended at once", said());
}

/** @param folder what the program works on */
function run(program: string, args: readonly string[], folder: string, { env }: Binaries): ChildProcess {
  const start = asNobody(program, args, [program, folder]);
  return spawn(start.program, start.args, {
    stdio: ["ignore", "pipe", "pipe"],
    cwd: "/",
    env: { ...process.env, ...env, LC_ALL: "C", TZ: "UTC" },
    ...start.user,
  });
}

/** Collects the last words of a process. */
function outputOf(child: ChildProcess): () => string {
  let text = "";
  const add = (piece: Buffer) => {
    text = `${text}${piece}`.slice(-4000);
  };
  child.stdout?.on("data", add);
  child.stderr?.on("data", add);
  return () => text;
}

async function exitOf(child: ChildProcess, program: string): Promise<[code: number | null]> {
  try {
    return (await once(child, "exit")) as [number | null];
  } catch (cause) {
    throw failed(`cannot be run (${program})`, (cause as Error).message);
  }
}

/** Whether PostgreSQL did not start because another program listens on its port. */
function isPortTaken(error: unknown): boolean {
  return /could not create any TCP\/IP sockets/.test(String(error));
}

function failed(what: string, said: string): EngineError {
  const last = said.trim().split("\n").slice(-2).join(" ");
  const hint =
    isRoot() && /denied/i.test(said)
      ? " As root it runs as the user nobody, who must be allowed to read the project's folder."
      : "";
  return new EngineError("EMBEDDED_ENGINE_FAILED", `The embedded PostgreSQL ${what}: ${last}.${hint}`);
}

function versionOf(data: string): string | undefined {
  try {
    return readFileSync(join(data, "PG_VERSION"), "utf8").trim();
  } catch {
    return undefined;
  }
}
