import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { onTestFinished } from "vitest";
import { freePort } from "../../../../../../kit/lab/server/free-port.mjs";
import { type Binaries, findBinaries } from "../../../../../../labs/swarm/bullmq/embedded/binaries.ts";
import { startCluster } from "../../../../../../labs/swarm/bullmq/embedded/cluster.ts";
import { Program } from "./program.ts";

/** A PostgreSQL on a port of its own that writes down every change before it answers. It may be killed and started again. */
export class PostgresEngine {
  readonly url: string;
  readonly #data: string;
  readonly #port: number;
  readonly #binaries: Binaries;
  #program: Program | undefined;

  private constructor(url: string, data: string, port: number, binaries: Binaries) {
    this.url = url;
    this.#data = data;
    this.#port = port;
    this.#binaries = binaries;
  }

  /** Makes a database. All of it ends with the test. */
  static async open(): Promise<PostgresEngine> {
    const folder = mkdtempSync(join(tmpdir(), "swarmlab-postgres-"));
    // As root, PostgreSQL runs as the user nobody.
    chmodSync(folder, 0o755);
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const binaries = await findBinaries(folder);
    const made = await startCluster(folder, binaries);
    await made.stop();
    const url = new URL(made.url);
    url.port = String(await freePort(25_000 + (process.pid % 900)));
    const engine = new PostgresEngine(url.href, join(folder, "data"), Number(url.port), binaries);
    onTestFinished(() => engine.kill());
    await engine.start();
    return engine;
  }

  async start(): Promise<void> {
    const settings = { listen_addresses: "127.0.0.1", unix_socket_directories: "", max_connections: "200" };
    const flags = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
    const isRoot = process.getuid?.() === 0;
    this.#program = new Program(
      this.#binaries.postgres,
      ["-D", this.#data, "-p", String(this.#port), ...flags],
      {
        cwd: "/",
        env: { ...process.env, ...this.#binaries.env, LC_ALL: "C" },
        ...(isRoot && { uid: 65534, gid: 65534 }),
      },
    );
    await this.#program.line(/ready to accept connections/);
  }

  /** Kills the server itself with -9; the processes that it has forked end when they notice. */
  async kill(): Promise<void> {
    await this.#program?.kill();
    // Their shared memory must be free before a new server may use the data.
    await sleep(500);
  }
}
