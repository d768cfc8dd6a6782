import { inspect } from "node:util";
import { SwarmError } from "./errors.ts";
import { WarmSwarm } from "./open-swarm.ts";
import type { SwarmOptions } from "./options.ts";

/** The open swarm on which a run goes, if its options name one. @throws SwarmError INVALID_ARGUMENT when the option is no open swarm */
export function swarmOf({ swarm }: SwarmOptions): WarmSwarm | undefined {
  if (swarm === undefined || swarm === false) return undefined;
  if (!(swarm instanceof WarmSwarm)) {
    const got = inspect(swarm, { depth: 0, breakLength: Number.POSITIVE_INFINITY });
    throw new SwarmError(
      "INVALID_ARGUMENT",
      `swarm must come from openSwarm(…), or be false, but got ${got}.`,
    );
  }
  return swarm;
}
