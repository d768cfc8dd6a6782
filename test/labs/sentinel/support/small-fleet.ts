import type { SentinelOptions } from "../../../../labs/sentinel/run/options.ts";

/** Twelve simulated minutes of a small fleet, as fast as the machine can. */
export const smallFleet: SentinelOptions = {
  source: {
    kind: "fleet",
    speed: Number.POSITIVE_INFINITY,
    fleet: {
      ...{ services: 40, seed: 3, hours: 0.2, incidents: 3, lookAlikes: 1 },
      ...{ linesPerSecond: 60, quietSeconds: 330 },
    },
  },
  seconds: 120,
  ...{ knownIssues: 300, concurrency: 2, agents: 20, settleSeconds: 0 },
};
