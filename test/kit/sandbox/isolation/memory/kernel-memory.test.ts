import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { connect, createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { memoryOfKernel } from "../../../../../kit/sandbox/isolation/memory/kernel-memory.ts";

test.skipIf(process.platform !== "linux")(
  "each local socket counts with what it can hold, which is in no process's size (needs /proc)",
  async () => {
    const folder = mkdtempSync(join(tmpdir(), "swarmlab-kernel-memory-"));
    const before = memoryOfKernel([process.pid]);
    const sockets: Socket[] = [];
    const server = createServer((socket) => void sockets.push(socket));
    await once(server.listen(join(folder, "socket")), "listening");
    for (let pair = 0; pair < 50; pair += 1) {
      const accepted = once(server, "connection");
      const socket = connect(join(folder, "socket"));
      await Promise.all([accepted, once(socket, "connect")]);
      sockets.push(socket);
    }
    // Page tables grow and shrink by some hundred kilobytes meanwhile.
    expect(memoryOfKernel([process.pid]) - before).toBeGreaterThan(90 * 212_992);
    for (const socket of sockets) socket.destroy();
    server.close();
    rmSync(folder, { recursive: true, force: true });
  },
);

test.skipIf(process.platform !== "linux")(
  "page tables count, and a process that has ended counts nothing (needs /proc)",
  () => {
    expect(memoryOfKernel([process.pid])).toBeGreaterThan(10_000);
    expect(memoryOfKernel([2 ** 30])).toBe(0);
  },
);
