import type { IncidentKind } from "./fleet/ground-truth.ts";

/** What an investigator answers. Plain data. */
export interface Finding {
  readonly signalId: number;
  /** The service that was looked at. */
  readonly service: string;
  /** What is wrong; "harmless" where the signal has an innocent reason, "unknown" where the evidence names none. */
  readonly cause: IncidentKind | "harmless" | "unknown";
  /** The service that causes it, which may be a neighbour. */
  readonly culprit: string;
  /** 0 to 1: the share of the evidence's weight that speaks for this cause. */
  readonly confidence: number;
  /** The lines it rests on, as they were written, and what each shows. */
  readonly evidence: readonly Evidence[];
  /** The closest known issues, best first. */
  readonly knownIssues: readonly IssueMatch[];
  /** What the agent did, in order: for people who follow its work. */
  readonly steps: readonly string[];
}

export interface Evidence {
  readonly service: string;
  /** Seconds since 1970. */
  readonly time: number;
  readonly line: string;
  readonly shows: string;
}

/** A past incident that resembles this one. */
export interface IssueMatch {
  readonly id: number;
  readonly title: string;
  /** Cosine of the two embeddings, −1 to 1. */
  readonly similarity: number;
}
