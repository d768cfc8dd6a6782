import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { expect, test, vi } from "vitest";
import { isAlive } from "../../../kit/common/process-tree.ts";

const watch = fileURLToPath(new URL("../../../kit/common/orphan-watch.ts", import.meta.url));

test.skipIf(process.platform !== "linux")(
  "a process that loops without a pause ends soon after its parent has ended",
  async () => {
    const child = `import(${JSON.stringify(watch)}).then(({ startOrphanWatch }) => { startOrphanWatch(); process.stdout.write(String(process.pid)); setTimeout(() => { for (;;); }, 500); });`;
    const parent = `require("node:child_process").spawn(process.execPath, ["-e", ${JSON.stringify(child)}], { stdio: ["ignore", "inherit", "inherit"] })`;
    const starter = spawn(process.execPath, ["-e", parent], { stdio: ["ignore", "pipe", "inherit"] });
    const [pid] = await once(starter.stdout, "data");
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(isAlive(Number(pid))).toBe(true);
    starter.kill("SIGKILL");
    await vi.waitFor(() => expect(isAlive(Number(pid))).toBe(false), { timeout: 60_000 });
  },
);
