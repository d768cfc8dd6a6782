import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { faults, promises } from "../../../labs/chaos/index.ts";
import { tryFault, tryFaultOnWarmSwarm } from "../../../labs/chaos/trial.ts";
import { findExecutor } from "../../../labs/swarm/index.ts";
import { mute } from "./mute.ts";

/** The faults that block their worker after the answer, until it is replaced. */
const blocking = faults.filter(({ blocks }) => blocks);

describe.each(["worker-threads", "child-processes"])('"%s" replaces every worker', (name) => {
  const executor = findExecutor(name);

  it.each(blocking.map((fault) => [fault.title, fault] as const))(
    "whose agent %s",
    { timeout: 600_000 },
    async (_, fault) => {
      expect(promises(executor.contains, fault)).toBe(true);
      const folder = await mkdtemp(join(tmpdir(), "chaos-test-"));
      const unmute = mute();
      try {
        const seen = await tryFault({ fault, executor, folder: join(folder, "alone"), timeout: 10 });
        expect(seen).toMatchObject({ siblings: 7, survivors: 7, isTyped: true, isAtFullStrength: true });
        const warm = await tryFaultOnWarmSwarm({
          fault,
          executor,
          folder: join(folder, "warm"),
          timeout: 10,
        });
        expect(warm).toMatchObject({
          survivors: 7,
          isTyped: true,
          isAtFullStrength: true,
          otherSurvivors: [7, 7],
        });
      } finally {
        unmute();
        await rm(folder, { recursive: true });
      }
    },
  );
});
