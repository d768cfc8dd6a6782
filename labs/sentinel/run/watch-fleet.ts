import { setTimeout as sleep } from "node:timers/promises";
import { createFleet } from "../fleet/create-fleet.ts";
import { createLead } from "../lead/create-lead.ts";
import type { LeadMessage, LeadThreadData } from "./lead-messages.ts";
import { LeadReporter } from "./lead-reporter.ts";
import type { SimulatedSource } from "./source.ts";

const DEFAULT_WARM_UP_SECONDS = 300;
/** So many investigations may wait before a simulation stands still: it can wait for the agents, as no real service can. */
const MOST_WAITING = 400;
const STANDSTILL_MS = 5;
/** The thread hears a stop at least this often. */
const LONGEST_BURST_MS = 20;

/**
 * Reads a simulated fleet in simulated time, one tick a simulated second. What happens before services are known is read as
 * fast as it goes, then the simulated clock goes at its speed, or slower where the machine cannot keep up.
 */
export async function watchFleet(
  source: SimulatedSource,
  { lead: options, waiting }: LeadThreadData,
  say: (message: LeadMessage) => void,
  stop: AbortSignal,
): Promise<void> {
  const fleet = createFleet(source.fleet);
  const { groundTruth, lookAlikes, startsAt } = fleet;
  const about = `${fleet.services.length} simulated services`;
  say({ kind: "started", about, clock: startsAt, truth: { groundTruth, lookAlikes } });
  const topology = fleet.services.map(({ name, host, calls }) => ({ name, host, calls }));
  const lead = createLead({ topology, ...options });
  const reporter = new LeadReporter(lead, () => ({ unreadable: 0, shedLines: 0 }), say);
  const knownAt = startsAt + (options.warmUpSeconds ?? DEFAULT_WARM_UP_SECONDS);
  const pace = new Pace(source.speed);
  let tickAt = startsAt + 1;
  for (const event of fleet.events()) {
    while (event.seenAt >= tickAt) {
      const isPaced = tickAt > knownAt;
      reporter.tick(tickAt, isPaced);
      if (isPaced) await pace.waitUntil(tickAt - knownAt);
      else await pace.breathe();
      while (Atomics.load(waiting, 0) > MOST_WAITING && !stop.aborted) await sleep(STANDSTILL_MS);
      if (stop.aborted) {
        reporter.report(tickAt, isPaced);
        return;
      }
      tickAt++;
    }
    lead.read(event);
  }
  reporter.tick(fleet.endsAt, true);
  reporter.report(fleet.endsAt, true);
}

/** Lets simulated time pass at a speed, and lets the thread hear messages in between. */
class Pace {
  readonly #speed: number;
  #startedAt: number | undefined;
  #breathedAt = performance.now();

  constructor(speed: number) {
    this.#speed = speed;
  }

  /** Waits until simulated seconds since the first call have passed. */
  async waitUntil(simulated: number): Promise<void> {
    const now = performance.now();
    this.#startedAt ??= now;
    const due = this.#startedAt + (simulated / this.#speed) * 1000;
    if (due - now < 1) {
      // A clock that lags does not catch up later: a standstill would be followed by a burst.
      if (now - due > 1000) this.#startedAt += now - due;
      return this.breathe();
    }
    await sleep(due - now);
    this.#breathedAt = performance.now();
  }

  async breathe(): Promise<void> {
    if (performance.now() - this.#breathedAt < LONGEST_BURST_MS) return;
    await new Promise((resolve) => setImmediate(resolve));
    this.#breathedAt = performance.now();
  }
}
