import { availableParallelism } from "node:os";
import { count } from "../../common/format-numbers.ts";
import type { Incident } from "../incident.ts";
import { KnownIssues } from "../known-issues/known-issues.ts";
import { pastIncidents } from "../known-issues/past-incidents.ts";
import { Manager } from "../manager/manager.ts";
import { SentinelError } from "../sentinel-error.ts";
import { SentinelStore } from "../store/sentinel-store.ts";
import type { SentinelRecord } from "../view/sentinel-record.ts";
import type { SentinelPhase, SentinelState } from "../view/sentinel-state.ts";
import { SentinelClock } from "./clock.ts";
import { HeatMap } from "./heat.ts";
import { IncidentBook } from "./incident-book.ts";
import { Investigations } from "./investigations.ts";
import { judgedRun } from "./judged-run.ts";
import { LeadHandle } from "./lead-handle.ts";
import type { FleetTruth, LeadMessage, LeadProgress } from "./lead-messages.ts";
import type { SentinelSettings } from "./options.ts";
import { incidentsThatAreOver } from "./over.ts";
import { readPositions, savePositions } from "./positions.ts";
import { Rate } from "./rate.ts";
import { Recorder } from "./recorder.ts";
import { SentinelRun } from "./sentinel-run.ts";

const MOST_SENTENCES = 200;
const SAMPLE_MS = 1000;
const REFRESH_MS = 200;
/** Seconds after which an incident of an earlier run may end: the lead must know its services first. */
const SETTLE_AFTER_START_SECONDS = 60;
const DEFAULT_WARM_UP_SECONDS = 300;

const NO_PROGRESS: LeadProgress = {
  ...{ clock: 0, isPaced: false, lines: 0, unreadable: 0, shedLines: 0, signals: 0 },
  ...{ services: undefined, alarmed: [] },
};

/**
 * The coordinator: hands what the lead notices to agents, reads the report they write, tells the manager and the store. It owns
 * the lead's thread, the agents' workers and the store, and ends them all; `ended` resolves when they are gone.
 */
export class Sentinel {
  readonly #settings: SentinelSettings;
  readonly #store: SentinelStore;
  readonly #manager: Manager;
  readonly #book: IncidentBook;
  readonly #investigations: Investigations;
  readonly #lead: LeadHandle;
  readonly #clock = new SentinelClock();
  readonly #heat = new HeatMap();
  readonly #rate = new Rate();
  readonly #recorder = new Recorder();
  readonly #waiting: Int32Array<SharedArrayBuffer>;
  readonly #startedAt = performance.now();
  readonly #hasEnded = Promise.withResolvers<SentinelRun>();
  /** Ids of incidents of an earlier run. */
  readonly #restored: ReadonlySet<string>;
  readonly #sentences: string[] = [];
  #timers: NodeJS.Timeout[] = [];
  #progress = NO_PROGRESS;
  #about = "services";
  #truth: FleetTruth | undefined;
  #clockAtStart = 0;
  #linesPerSecond = 0;
  #phase: SentinelPhase = "starting";
  #isEnding = false;
  #failure: SentinelError | undefined;

  /** Opens everything but the lead, which `openSentinel` does last. @throws SentinelError of the store */
  static async open(settings: SentinelSettings): Promise<Sentinel> {
    const sentences: string[] = [];
    let sentinel: Sentinel | undefined;
    // The parts are made before the Sentinel, and tell it something only after.
    const tell = (what: (opened: Sentinel) => void) => {
      if (sentinel !== undefined) what(sentinel);
    };
    const store = new SentinelStore(settings.store, {
      onSentence: (sentence) => (sentinel === undefined ? sentences.push(sentence) : sentinel.#say(sentence)),
      onReplaced: () => tell((opened) => opened.#saveAll()),
    });
    try {
      const known = store.openIncidents();
      const book = new IncidentBook(known);
      const knownIssues = KnownIssues.of(pastIncidents(settings.knownIssues));
      const waiting = new Int32Array(new SharedArrayBuffer(4));
      const investigations = await Investigations.open({
        ...{ settings, knownIssues, waiting, book },
        now: () => sentinel?.clock ?? 0,
        onWork: (facts) => tell((opened) => opened.#recorder.addWork(facts)),
        onFindings: () => tell((opened) => opened.#readReport()),
        onSentence: (sentence) => tell((opened) => opened.#say(sentence)),
      });
      sentinel = new Sentinel(settings, { store, book, investigations, waiting, known });
      for (const sentence of sentences) sentinel.#say(sentence);
      if (known.length > 0)
        sentinel.#say(`${count(known.length, "incident")} of an earlier run are open and known again.`);
      return sentinel;
    } catch (error) {
      store.close();
      throw error;
    }
  }

  private constructor(
    settings: SentinelSettings,
    parts: {
      readonly store: SentinelStore;
      readonly book: IncidentBook;
      readonly investigations: Investigations;
      readonly waiting: Int32Array<SharedArrayBuffer>;
      readonly known: readonly Incident[];
    },
  ) {
    this.#settings = settings;
    this.#store = parts.store;
    this.#book = parts.book;
    this.#investigations = parts.investigations;
    this.#waiting = parts.waiting;
    this.#restored = new Set(parts.known.map(({ id }) => id));
    this.#manager = new Manager({
      ...{ store: parts.store, destinations: settings.destinations, model: settings.model },
      ...{ settleSeconds: settings.settleSeconds, onDryRun: settings.onDryRun },
      about: () => this.#about,
      services: () => this.#heat.services,
      onSentence: (sentence) => this.#say(sentence),
    });
    for (const incident of parts.known) this.#manager.take(incident);
    this.#lead = new LeadHandle(
      {
        ...{ source: settings.source, lead: settings.lead, waiting: parts.waiting },
        positions: readPositions(parts.store),
      },
      (message) => this.#hear(message),
    );
    this.#timers = [
      setInterval(() => this.#refresh(), REFRESH_MS),
      setInterval(() => this.#sample(), SAMPLE_MS),
    ];
    settings.signal?.addEventListener("abort", () => this.stop(), { once: true });
    if (settings.signal?.aborted) this.stop();
  }

  /** The run, when all parts are gone. @throws SentinelError `CANNOT_START` when there was nothing to watch */
  get ended(): Promise<SentinelRun> {
    return this.#hasEnded.promise;
  }

  /** The Sentinel's clock: seconds since 1970. */
  get clock(): number {
    return this.#clock.now();
  }

  get state(): SentinelState {
    const { lines, unreadable, shedLines, signals, alarmed } = this.#progress;
    const { atWork, waiting, busy } = this.#investigations;
    return {
      about: this.#about,
      isSimulated: this.#settings.source.kind === "fleet",
      speed: this.#settings.source.kind === "fleet" ? this.#settings.source.speed : 1,
      phase: this.#phase,
      clock: this.clock,
      elapsed: (performance.now() - this.#startedAt) / 1000,
      services: this.#heat.services,
      heat: this.#heat.now(this.#book.open, new Set([...alarmed, ...busy])),
      counts: { lines, unreadable, shedLines, signals, ...this.#investigations.counts },
      linesPerSecond: this.#linesPerSecond,
      agents: this.#settings.agents,
      atWork,
      waiting,
      memoryMB: process.memoryUsage.rss() / 2 ** 20,
      incidents: this.#book.incidents,
      posts: this.#manager.posts.map(({ incident, destination, state, note }) => ({
        ...{ incident, destination, state, note },
      })),
      sentences: this.#sentences,
    };
  }

  /** Ends in two phases: what waits is finished until the grace is over, then the rest is ended by force. */
  stop(): void {
    if (this.#isEnding) return;
    this.#isEnding = true;
    this.#phase = "ending";
    this.#settings.onState(this.state);
    void this.#end().then(
      (run) =>
        this.#failure === undefined ? this.#hasEnded.resolve(run) : this.#hasEnded.reject(this.#failure),
      (error) => this.#hasEnded.reject(error),
    );
  }

  async #end(): Promise<SentinelRun> {
    const { grace } = this.#settings;
    await this.#lead.close(grace / 4);
    await this.#investigations.close(grace / 2);
    this.#readReport();
    await this.#manager.close(grace / 2);
    for (const timer of this.#timers) clearInterval(timer);
    this.#sample();
    this.#store.close();
    this.#phase = "ended";
    const run = new SentinelRun(this.#record());
    this.#settings.onState(run.record.state);
    return run;
  }

  #hear(message: LeadMessage): void {
    switch (message.kind) {
      case "started":
        this.#about = message.about;
        this.#truth = message.truth;
        this.#clockAtStart = message.clock;
        this.#clock.set(message.clock, 0);
        if (!this.#isEnding) this.#phase = message.truth === undefined ? "watching" : "learning";
        break;
      case "investigations":
        this.#clock.set(message.clock);
        this.#investigations.add(message.investigations);
        break;
      case "progress":
        this.#advance(message.progress);
        break;
      case "positions":
        savePositions(this.#store, message.positions);
        break;
      case "sentence":
        this.#say(message.sentence);
        break;
      case "failed":
        this.#fail(message.sentence);
        break;
      case "ended":
        this.stop();
    }
  }

  #fail(sentence: string): void {
    this.#say(sentence);
    // Before the first word of the lead there was nothing to watch; later the run has something to show.
    if (this.#phase === "starting") this.#failure = new SentinelError("CANNOT_START", sentence);
    this.stop();
  }

  #advance(progress: LeadProgress): void {
    const { source, seconds } = this.#settings;
    const wasPaced = this.#progress.isPaced;
    this.#progress = progress;
    if (progress.services !== undefined) this.#heat.setServices(progress.services);
    const speed =
      source.kind === "fleet"
        ? Number.isFinite(source.speed)
          ? source.speed
          : 0
        : source.kind === "replay"
          ? 0
          : 1;
    this.#clock.set(progress.clock, progress.isPaced ? speed : 0);
    if (progress.isPaced && !this.#isEnding) this.#phase = "watching";
    // The time limit begins when services are known.
    if (progress.isPaced && !wasPaced && Number.isFinite(seconds) && !this.#isEnding)
      this.#timers.push(setTimeout(() => this.stop(), Math.min(seconds * 1000, 2 ** 31 - 1)));
    this.#endIncidents();
    this.#settings.onState(this.state);
  }

  /** Says of incidents whose services are as usual again that they are over. */
  #endIncidents(): void {
    const warmUp = this.#settings.lead.warmUpSeconds ?? DEFAULT_WARM_UP_SECONDS;
    const mayEndRestored = this.clock > this.#clockAtStart + warmUp + SETTLE_AFTER_START_SECONDS;
    const open = this.#book.open.filter(({ id }) => mayEndRestored || !this.#restored.has(id));
    const over = incidentsThatAreOver(open, new Set(this.#progress.alarmed), this.#investigations.busy);
    for (const { id } of over) {
      const text = "All of its services are as usual again.";
      void this.#book.report.resolve(id, text, { by: "lead", time: this.clock }).then(
        () => this.#readReport(),
        (error) => this.#say(String(error)),
      );
    }
  }

  #readReport(): void {
    const { opened, changed, joined } = this.#book.read();
    for (const id of joined) {
      this.#store.dropIncident(id);
      this.#manager.withdraw(id);
    }
    for (const incident of [...opened, ...changed]) {
      this.#store.saveIncident(incident);
      this.#manager.take(incident);
    }
    if (opened.length + changed.length + joined.length > 0) this.#settings.onState(this.state);
  }

  #refresh(): void {
    this.#linesPerSecond = this.#rate.read(this.#progress.lines, performance.now());
    Atomics.store(this.#waiting, 0, this.#investigations.waiting);
    this.#settings.onState(this.state);
  }

  #sample(): void {
    const { elapsed, linesPerSecond, memoryMB, waiting } = this.state;
    const atWork = this.#investigations.takeMostAtWork();
    this.#recorder.addSample({ elapsed, linesPerSecond, memoryMB, atWork, waiting });
  }

  #say(sentence: string): void {
    if (this.#sentences.at(-1) === sentence) return;
    this.#sentences.push(sentence);
    if (this.#sentences.length > MOST_SENTENCES) this.#sentences.shift();
  }

  #saveAll(): void {
    for (const incident of this.#book.open) this.#store.saveIncident(incident);
    this.#manager.saveAll();
  }

  #record(): SentinelRecord {
    const { source } = this.#settings;
    const state: SentinelState = { ...this.state, heat: this.#heat.worst };
    const { incidents, clock } = state;
    return {
      version: 1,
      state,
      startedAt: this.#clockAtStart,
      seed: source.kind === "fleet" ? (source.fleet.seed ?? 1) : undefined,
      samples: this.#recorder.samples,
      works: this.#recorder.works(incidents),
      summaries: Object.fromEntries(this.#manager.summaries),
      judged: this.#truth === undefined ? undefined : judgedRun(this.#truth, incidents, clock),
      machine: {
        cores: availableParallelism(),
        node: process.versions.node,
        platform: `${process.platform} ${process.arch}`,
      },
    };
  }
}
