/** The entry of a process that runs loops of additions at each order, and answers with their processor time. */
import { type FloatLoop, floatLoop } from "../../common/float-loops.ts";

export interface LoopOrder {
  readonly kind: FloatLoop;
  /** The time of `process.hrtime.bigint()` at which the loop begins, so that several processes begin together. */
  readonly at: string;
  readonly seconds: number;
}

export interface LoopTimes {
  /** CPU seconds of a million steps. */
  readonly perMillion: number;
  /** CPU seconds from the message on. */
  readonly cpuSeconds: number;
}

const STEPS = 1_000_000;

// The parent has ended, so the measurement has no reader.
process.once("disconnect", () => process.exit());
process.on("message", ({ kind, at, seconds }: LoopOrder) => {
  const received = cpuSeconds();
  // The engine compiles the loop before it is measured.
  for (let i = 0; i < 5; i++) floatLoop(kind, STEPS);
  const start = BigInt(at);
  const end = start + BigInt(Math.round(seconds * 1e9));
  while (process.hrtime.bigint() < start);
  const before = cpuSeconds();
  let loops = 0;
  for (; process.hrtime.bigint() < end; loops++) floatLoop(kind, STEPS);
  const after = cpuSeconds();
  process.send?.({
    perMillion: (after - before) / Math.max(1, loops),
    cpuSeconds: after - received,
  } satisfies LoopTimes);
});

/** CPU time does not pass while another program has the core. */
function cpuSeconds(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1e6;
}
