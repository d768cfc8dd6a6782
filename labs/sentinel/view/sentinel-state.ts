import type { Incident } from "../incident.ts";
import type { OutboxState } from "../store/outbox-row.ts";

/** How a service looks: 0 as usual, 1 noticed by the lead, 2 shows an incident, 3 causes one. */
export type Heat = 0 | 1 | 2 | 3;

/** What a Sentinel has counted since its start. */
export interface SentinelCounts {
  /** Lines that were read and understood. */
  readonly lines: number;
  /** Lines that could not be read: no known format, too long. */
  readonly unreadable: number;
  /** Lines that were left out while more came than could be read. */
  readonly shedLines: number;
  readonly signals: number;
  /** Investigations that have ended. */
  readonly investigations: number;
  /** Investigations that were left out, because too many waited. */
  readonly shedInvestigations: number;
  /** Agents that failed: they threw, hung or were lost. */
  readonly failedAgents: number;
}

export const NO_COUNTS: SentinelCounts = {
  lines: 0,
  unreadable: 0,
  shedLines: 0,
  signals: 0,
  investigations: 0,
  shedInvestigations: 0,
  failedAgents: 0,
};

/**
 * - `starting`: its parts are opened.
 * - `learning`: a simulated fleet is read as fast as it goes, until it is known what is usual.
 * - `watching`: lines are read as they come.
 * - `ending`: what waits is finished.
 * - `ended`: all parts are gone.
 */
export type SentinelPhase = "starting" | "learning" | "watching" | "ending" | "ended";

/** A post about an incident, as people see it. */
export interface PostState {
  readonly incident: string;
  /** "slack", "webhook" or "file". */
  readonly destination: string;
  readonly state: OutboxState;
  /** One sentence; empty if there is nothing to say. */
  readonly note: string;
}

/** All that can be seen of a Sentinel at one moment. */
export interface SentinelState {
  /** What is watched: "500 simulated services". */
  readonly about: string;
  readonly isSimulated: boolean;
  /** Simulated seconds a second; 1 for real services. */
  readonly speed: number;
  readonly phase: SentinelPhase;
  /** The Sentinel's clock: seconds since 1970, simulated where the fleet is. */
  readonly clock: number;
  /** Real seconds since the start. */
  readonly elapsed: number;
  readonly services: readonly string[];
  /** By service, in their order. */
  readonly heat: readonly Heat[];
  readonly counts: SentinelCounts;
  /** In the last second of real time. */
  readonly linesPerSecond: number;
  /** How many agents may be at work, how many are, and how many investigations wait. */
  readonly agents: number;
  readonly atWork: number;
  readonly waiting: number;
  readonly memoryMB: number;
  /** In the order in which they were opened. */
  readonly incidents: readonly Incident[];
  readonly posts: readonly PostState[];
  /** What people should know, the newest last. */
  readonly sentences: readonly string[];
}

/** Incidents for a short list: those that last before those that are over, the newest first. */
export function incidentsForList(incidents: readonly Incident[]): readonly Incident[] {
  const isOver = ({ resolvedAt }: Incident) => Number(resolvedAt !== undefined);
  return incidents.toSorted((a, b) => isOver(a) - isOver(b) || b.openedAt - a.openedAt);
}
