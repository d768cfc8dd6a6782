import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { freePort } from "../../../../../../kit/lab/server/free-port.mjs";
import { RedisEngine } from "./redis-engine.ts";
import { SwarmPrograms } from "./swarm-programs.ts";

/** An engine on loopback, and who uses it. All of it ends with the test. */
export async function openHosts(
  program: string,
  { folder, lockSeconds = 3, prefix = [], host = "127.0.0.1", port }: HostsOptions = {},
): Promise<{ readonly engine: RedisEngine; readonly swarm: SwarmPrograms }> {
  const own = folder ?? mkdtempSync(join(tmpdir(), "swarmlab-redis-"));
  // Tests run beside each other, so each looks from another port on.
  const from = 26_000 + (process.pid % 3000);
  const engine = new RedisEngine(program, {
    folder: own,
    host,
    port: port ?? (await freePort(from)),
    prefix,
  });
  const swarm = new SwarmPrograms(engine.url, { lockSeconds });
  onTestFinished(async () => {
    await swarm.end();
    await engine.kill();
    if (folder === undefined) rmSync(own, { recursive: true, force: true });
  });
  await engine.start();
  return { engine, swarm };
}

export interface HostsOptions {
  /** Where the engine writes. @default a new one, which is removed */
  readonly folder?: string;
  readonly lockSeconds?: number;
  /** What comes before the engine's command. */
  readonly prefix?: readonly string[];
  readonly host?: string;
  /** @default a free one */
  readonly port?: number;
}
