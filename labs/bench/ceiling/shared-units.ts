import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import type { FloatLoop } from "../../common/float-loops.ts";
import { median } from "../../common/median.ts";
import { siblingModule } from "../../common/sibling-module.ts";
import type { BenchSharedUnits } from "../../dashboard/index.ts";
import { BenchError } from "../bench-error.ts";
import { machineLoad } from "../measure/machine-load.ts";
import { askProcess } from "./ask-process.ts";
import type { LoopOrder, LoopTimes } from "./float-loops-entry.ts";
import { pinnedCommand, processorsToPin } from "./pinning.ts";

const REPEATS = 3;
const WINDOW_SECONDS = 0.15;
/** The time for a message to arrive and for the engine to compile a loop. */
const LEAD_SECONDS = 0.08;
/** With other programs on more than this share of the machine, a loop that is alone is not alone. */
const MOST_BY_OTHERS = 0.1;
/** The loops of sums must take this much longer than the chain does, as a share, to count as sharing. */
const SHARED_FROM = 0.1;
/** More processes tell no more. */
const MOST_PROCESSES = 64;

/**
 * Measures whether this machine's cores share execution units, as two hyper-threads of one core do: how much longer a loop
 * of independent sums takes when such a loop runs on every other core as well, and how much longer a chain of additions
 * does. The chain leaves the adders idle most of the time, so it loses nothing by sharing them; what it loses is the clock
 * rate that falls when all cores are busy. It takes about 3 s.
 *
 * @returns null with one core, and when other programs are busy, since no loop is alone then
 * @throws BenchError `ABORTED`, `CANNOT_RUN`
 */
export async function measureSharedUnits(signal?: AbortSignal): Promise<BenchSharedUnits | null> {
  const count = Math.min(availableParallelism(), MOST_PROCESSES);
  if (count < 2) return null;
  const children = startAll(count);
  const onAbort = () => endAll(children);
  signal?.addEventListener("abort", onAbort, { once: true });
  try {
    const factors: Record<FloatLoop, number[]> = { sums: [], chain: [] };
    const byOthers: number[] = [];
    for (let repeat = 0; repeat < REPEATS; repeat++) {
      for (const kind of ["sums", "chain"] as const) {
        const alone = await runLoops(children.slice(0, 1), kind);
        const together = await runLoops(children, kind);
        factors[kind].push(together.perMillion / alone.perMillion);
        byOthers.push(alone.othersShare);
      }
    }
    if (median(byOthers) > MOST_BY_OTHERS) return null;
    const [sums, chain] = [median(factors.sums), median(factors.chain)];
    return { sums, chain, shared: sums - chain > SHARED_FROM };
  } catch (cause) {
    if (signal?.aborted) throw new BenchError("ABORTED", "The measurement was stopped.");
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new BenchError("CANNOT_RUN", `The machine's cores could not be compared: ${why}`, { cause });
  } finally {
    signal?.removeEventListener("abort", onAbort);
    await endAll(children);
  }
}

function startAll(count: number): ChildProcess[] {
  const entry = fileURLToPath(siblingModule(import.meta.url, "float-loops-entry"));
  const processors = processorsToPin();
  return Array.from({ length: count }, (_, index) => {
    const [program = "", ...args] = pinnedCommand([process.execPath, entry], processors, index);
    return spawn(program, args, { stdio: ["ignore", "ignore", "ignore", "ipc"] });
  });
}

async function endAll(children: readonly ChildProcess[]): Promise<void> {
  const running = children.filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null);
  await Promise.all(running.map((child) => (child.kill("SIGKILL") ? once(child, "exit") : undefined)));
}

/** Runs a loop in all of these processes at the same time. */
async function runLoops(children: readonly ChildProcess[], kind: FloatLoop) {
  const at = String(process.hrtime.bigint() + BigInt(LEAD_SECONDS * 1e9));
  const order: LoopOrder = { kind, at, seconds: WINDOW_SECONDS };
  const [began, before] = [performance.now(), machineLoad()];
  const times = await Promise.all(children.map((child) => askProcess<LoopTimes>(child, order)));
  const [seconds, after] = [(performance.now() - began) / 1000, machineLoad()];
  const own = times.reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0);
  const others = Math.max(0, after.busySeconds - before.busySeconds - own);
  return {
    perMillion: median(times.map(({ perMillion }) => perMillion)),
    othersShare: others / (seconds * Math.max(1, after.processors)),
  };
}
