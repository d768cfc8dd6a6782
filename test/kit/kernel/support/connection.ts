import { randomBytes } from "node:crypto";
import { writeFileSync } from "node:fs";
import { isFree } from "../../../../kit/lab/server/free-port.mjs";

/** How many ports a process has: five for each of four kernels. */
const PORTS = 20;

/** What a Jupyter connection file holds. */
export interface Connection {
  readonly transport: "tcp";
  readonly ip: "127.0.0.1";
  readonly key: string;
  readonly signature_scheme: "hmac-sha256";
  readonly shell_port: number;
  readonly iopub_port: number;
  readonly control_port: number;
  readonly stdin_port: number;
  readonly hb_port: number;
}

/** Writes a connection file with five free ports. */
export async function writeConnection(file: string): Promise<Connection> {
  const shell = await nextPort();
  const iopub = await nextPort();
  const control = await nextPort();
  const stdin = await nextPort();
  const hb = await nextPort();
  const connection: Connection = {
    transport: "tcp",
    ip: "127.0.0.1",
    key: randomBytes(16).toString("hex"),
    signature_scheme: "hmac-sha256",
    shell_port: shell,
    iopub_port: iopub,
    control_port: control,
    stdin_port: stdin,
    hb_port: hb,
  };
  writeFileSync(file, JSON.stringify(connection));
  return connection;
}

/**
 * The ports of this process: 20 of its own, below those that the system gives away. A kernel takes its ports seconds after they
 * were chosen, and until then the system would give them to any other program.
 */
const FIRST_PORT = 10_000 + (process.pid % 700) * PORTS;
let taken = 0;

/** The next port of this process on which no program listens. */
async function nextPort(): Promise<number> {
  for (let tries = 0; tries < PORTS; tries++) {
    const port = FIRST_PORT + (taken++ % PORTS);
    if (await isFree(port, "127.0.0.1")) return port;
  }
  throw new Error(`All ports from ${FIRST_PORT} to ${FIRST_PORT + PORTS - 1} are busy.`);
}
