import { type AgentResult, agent } from "../../agents/index.ts";
import { errorMessage } from "../../common/error-message.ts";
import { type OpenSwarm, openSwarm } from "../../swarm/index.ts";
import type { Finding } from "../finding.ts";
import { Investigator } from "../investigators/investigator.ts";
import type { KnownIssues } from "../known-issues/known-issues.ts";
import type { Investigation } from "../signal.ts";
import type { SentinelCounts } from "../view/sentinel-state.ts";
import type { IncidentBook } from "./incident-book.ts";
import { InvestigationQueue, type WaitingInvestigation } from "./investigation-queue.ts";
import type { SentinelSettings } from "./options.ts";
import type { WorkFacts } from "./recorder.ts";

/** More investigations than these wait for no agent: those with the weakest signals are left out. */
const MOST_WAITING = 1000;
/** An agent that fails is tried once more, since the next line of its service may come much later. */
const RETRIES = 1;

export interface InvestigationsParts {
  readonly settings: Pick<SentinelSettings, "agents" | "concurrency" | "agentTimeout">;
  readonly knownIssues: KnownIssues;
  readonly book: IncidentBook;
  /** Where the lead reads how many investigations wait. */
  readonly waiting: Int32Array<SharedArrayBuffer>;
  /** The Sentinel's clock: seconds since 1970. */
  readonly now: () => number;
  readonly onWork: (work: WorkFacts) => void;
  /** Called when findings were added to the report. */
  readonly onFindings: () => void;
  readonly onSentence: (sentence: string) => void;
}

/**
 * Investigations on a warm swarm: those that wait, and those that agents work on, at most as many as there are agents. It owns
 * the swarm, which `close()` ends.
 */
export class Investigations {
  readonly #parts: InvestigationsParts;
  readonly #swarm: OpenSwarm;
  readonly #queue = new InvestigationQueue(MOST_WAITING);
  /** By agent, which has the number of its signal. */
  readonly #atWork = new Map<number, WaitingInvestigation>();
  #mostAtWork = 0;
  #done = 0;
  #failed = 0;
  #isClosing = false;
  #onIdle = () => {};

  /** @throws SwarmError `CANNOT_START` */
  static async open(parts: InvestigationsParts): Promise<Investigations> {
    const { concurrency } = parts.settings;
    const swarm = await openSwarm({ executor: "worker-threads", concurrency, announce: false });
    return new Investigations(parts, swarm);
  }

  private constructor(parts: InvestigationsParts, swarm: OpenSwarm) {
    this.#parts = parts;
    this.#swarm = swarm;
  }

  get atWork(): number {
    return this.#atWork.size;
  }

  /** The most that were at work at once since the last call: their work is shorter than the time between two looks. */
  takeMostAtWork(): number {
    const most = this.#mostAtWork;
    this.#mostAtWork = this.#atWork.size;
    return most;
  }

  get waiting(): number {
    return this.#queue.length;
  }

  /** Services that are being looked at or wait for it. */
  get busy(): ReadonlySet<string> {
    const all = [...this.#atWork.values(), ...this.#queue.all];
    return new Set(all.map(({ investigation }) => investigation.signal.service));
  }

  get counts(): Pick<SentinelCounts, "investigations" | "shedInvestigations" | "failedAgents"> {
    return { investigations: this.#done, shedInvestigations: this.#queue.shed, failedAgents: this.#failed };
  }

  add(investigations: readonly Investigation[]): void {
    if (this.#isClosing) return;
    this.#queue.add(investigations, performance.now());
    this.#dispatch();
  }

  /** Finishes what waits and what is at work until the grace is over, then ends it by force. */
  async close(graceSeconds: number): Promise<void> {
    const idle = Promise.withResolvers<void>();
    this.#onIdle = idle.resolve;
    const timer = setTimeout(idle.resolve, graceSeconds * 1000);
    if (this.#atWork.size > 0 || this.#queue.length > 0) await idle.promise;
    clearTimeout(timer);
    this.#isClosing = true;
    const left = this.#queue.length + this.#atWork.size;
    if (left > 0) this.#parts.onSentence(`${left} investigations were not finished at the end.`);
    await this.#swarm.close({ force: true });
  }

  #dispatch(): void {
    const free = this.#parts.settings.agents - this.#atWork.size;
    if (this.#isClosing || free <= 0) return;
    // A report is replaced only while no agent writes to the old one.
    if (this.#atWork.size === 0) this.#parts.book.renew();
    const batch = this.#queue.take(free);
    if (batch.length > 0) void this.#run(batch);
    Atomics.store(this.#parts.waiting, 0, this.#queue.length);
  }

  async #run(batch: readonly WaitingInvestigation[]): Promise<void> {
    const { settings, knownIssues, book, now, onSentence } = this.#parts;
    // The agents write the time by the Sentinel's clock, which goes on for them as fast as for real services.
    const clockOffset = now() - Date.now() / 1000;
    const beganAt = performance.now();
    const agents = batch.map((waiting) => {
      const { id } = waiting.investigation.signal;
      this.#atWork.set(id, waiting);
      return agent(Investigator, id, waiting.investigation);
    });
    this.#mostAtWork = Math.max(this.#mostAtWork, this.#atWork.size);
    try {
      const results = this.#swarm.stream({
        ...{ agents, timeout: settings.agentTimeout, retries: RETRIES, announce: false },
        shared: { knownIssues: knownIssues.memory, report: book.report.memory, clockOffset },
      });
      for await (const result of results) this.#take(result as AgentResult<Finding>, beganAt);
    } catch (error) {
      if (!this.#isClosing) onSentence(`A batch of investigations failed: ${errorMessage(error)}`);
    } finally {
      for (const { agentId } of agents) this.#atWork.delete(agentId);
      this.#dispatch();
      if (this.#atWork.size === 0 && this.#queue.length === 0) this.#onIdle();
    }
  }

  #take(result: AgentResult<Finding>, beganAt: number): void {
    const { onWork, onFindings } = this.#parts;
    const waiting = this.#atWork.get(result.agentId);
    if (waiting === undefined) return;
    this.#atWork.delete(result.agentId);
    this.#done++;
    if (!result.success) this.#failed++;
    onWork({
      agentId: result.agentId,
      worker: result.worker,
      waitedSeconds: (beganAt - waiting.cameAt) / 1000 + result.startedAt,
      workedSeconds: result.duration,
      investigation: waiting.investigation,
      finding: result.result ?? undefined,
      error: result.error?.message,
    });
    // The agent itself has written its finding into the report.
    onFindings();
  }
}
