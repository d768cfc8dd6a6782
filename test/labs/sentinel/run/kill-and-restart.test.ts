import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { expect, onTestFinished, test } from "vitest";
import { SentinelStore } from "../../../../labs/sentinel/store/sentinel-store.ts";
import { openReceiver } from "../support/receiver.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const PROGRAM = join(import.meta.dirname, "../support/watching-process.ts");

test("A whole Sentinel that is killed after its first post and started again knows its incidents and posts none twice.", async () => {
  await using folder = await temporaryFolder();
  await using receiver = await openReceiver();
  const store = join(folder.path, "store.db");
  const start = () => {
    const child = spawn(process.execPath, [PROGRAM, store, receiver.url], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    onTestFinished(() => void child.kill("SIGKILL"));
    return { child, exit: once(child, "exit"), lines: createInterface({ input: child.stdout }) };
  };
  const first = start();
  await expect.poll(() => receiver.received.length).toBeGreaterThan(0);
  first.child.kill("SIGKILL");
  await first.exit;

  const known = new SentinelStore(store);
  const open = known.openIncidents();
  expect(open.length).toBeGreaterThan(0);
  known.close();

  // The fleet begins anew, so the same incidents happen and are found again.
  const second = start();
  let mostSeen = 0;
  for await (const line of second.lines) mostSeen = Math.max(mostSeen, Number(line.split(" ")[1] ?? 0));
  await second.exit;
  expect(second.child.exitCode).toBe(0);
  expect(mostSeen).toBeGreaterThanOrEqual(open.length);
  const titles = receiver.received.map(({ body }) => JSON.stringify(body).match(/incident [^ "]+/)?.[0]);
  expect(new Set(titles).size).toBe(titles.length);
  using after = new SentinelStore(store);
  const states = after.posts().map(({ state }) => state);
  expect(states.filter((state) => state === "written" || state === "sending")).toEqual([]);
});
