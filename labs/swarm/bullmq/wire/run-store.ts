import { randomBytes } from "node:crypto";
import type { Queue } from "bullmq";
import type { Engine } from "../engine/engine.ts";
import { EngineError } from "../engine-error.ts";
import { decode, encode } from "./codec.ts";
import { LIFETIME_MS } from "./job-data.ts";
import type { Key } from "./key.ts";
import { hashOf, type ProgramData } from "./program-data.ts";
import type { RunRecord } from "./stored-run.ts";

/** The queue that keeps what runs are made of. No worker takes jobs from it. */
const STORE = "swarm-runs";

/**
 * The run as its jobs name it: a second run of the same name must not find the results of the first, which the engine may
 * still have.
 */
export function instanceOf(run: string): string {
  return `${run}~${randomBytes(4).toString("hex")}`;
}

/** The name of a run, from that of its jobs. */
export function nameOf(instance: string): string {
  return instance.split("~")[0] as string;
}

/** A text that is stored with its signature. */
interface Stored {
  readonly text: string;
  readonly signature: string;
}

/** Programs and records of runs, kept by the engine until the runs have ended. */
export class RunStore {
  readonly #queue: Queue;
  readonly #key: Key;

  constructor(engine: Engine, key: Key) {
    this.#queue = engine.queue(STORE);
    this.#key = key;
  }

  ready(): Promise<unknown> {
    return this.#queue.waitUntilReady();
  }

  /** Stores a program and the record of its run. @param run the run's name, or its instance */
  async save(run: string, program: string, record: RunRecord): Promise<void> {
    const texts = { program, record: encode(record) };
    await this.#queue.addBulk(
      Object.entries(texts).map(([kind, text]) => ({
        name: kind,
        data: { text, signature: this.#key.sign(kind, [nameOf(run), text]) } satisfies Stored,
        opts: { jobId: `${nameOf(run)}.${kind}` },
      })),
    );
  }

  /** The program of a run. @returns undefined when the engine does not have it, or another one, or it is not signed */
  async program(run: string, hash: string): Promise<ProgramData | undefined> {
    const text = await this.programText(run, hash);
    return text === undefined ? undefined : decode<ProgramData>(text);
  }

  /** The program of a run, encoded, as it was stored. */
  async programText(run: string, hash: string): Promise<string | undefined> {
    const text = await this.#text(run, "program");
    return text === undefined || hashOf(text) !== hash ? undefined : text;
  }

  /** The record of a run, for a coordinator that goes on with it. @throws EngineError UNKNOWN_RUN */
  async record(run: string): Promise<RunRecord> {
    const text = await this.#text(run, "record");
    if (text !== undefined) return decode<RunRecord>(text);
    throw new EngineError(
      "UNKNOWN_RUN",
      `The engine knows no run ${JSON.stringify(run)} of this project; it has ended, or was sent to another engine or with another key.`,
    );
  }

  /**
   * Takes the lead of a run. The first coordinator that asks for a term gets it.
   *
   * @param term how many coordinators led the run before
   * @returns whether this coordinator has it now
   */
  async takeLead(run: string, term: number, coordinator: string): Promise<boolean> {
    const jobId = `${nameOf(run)}.lead.${term}`;
    await this.#queue.add("lead", { coordinator }, { jobId });
    const job = await this.#queue.getJob(jobId);
    return job?.data?.coordinator === coordinator;
  }

  /** How many coordinators have led the run. */
  async terms(run: string): Promise<number> {
    for (let term = 0; ; term++)
      if ((await this.#queue.getJob(`${nameOf(run)}.lead.${term}`)) === undefined) return term;
  }

  /** Forgets a run that has ended. */
  async remove(run: string, terms: number): Promise<void> {
    const name = nameOf(run);
    const leads = Array.from({ length: terms }, (_, term) => `${name}.lead.${term}`);
    const ids = [`${name}.program`, `${name}.record`, ...leads];
    await Promise.allSettled(ids.map((id) => this.#queue.remove(id)));
  }

  /** Forgets runs whose jobs may no longer be run: their programs were lost, and no other program went on with them. */
  async removeOld(): Promise<void> {
    await this.#queue.clean(LIFETIME_MS, 1000, "wait");
  }

  close(): Promise<void> {
    return this.#queue.close();
  }

  async #text(run: string, kind: "program" | "record"): Promise<string | undefined> {
    const job = await this.#queue.getJob(`${nameOf(run)}.${kind}`);
    const stored = job?.data as Stored | undefined;
    if (stored === undefined) return undefined;
    return this.#key.isSigned(kind, [nameOf(run), stored.text], stored.signature) ? stored.text : undefined;
  }
}
