import type { LogEvent } from "../log-event.ts";
import type { Deploy, Investigation, Signal } from "../signal.ts";
import type { Detection } from "../signals/detection.ts";
import { createLineScanner } from "../templates/scan-line.ts";
import { detectInLines, detectInRates } from "./detect.ts";
import { buildInvestigation } from "./investigation.ts";
import { ServiceWatch, type WatchOptions } from "./service-watch.ts";
import { type ServiceTopology, Topology } from "./topology.ts";

export interface LeadOptions {
  /** Who calls whom and where it runs, as far as known. The rest is learnt from lines. @default [] */
  readonly topology?: readonly ServiceTopology[];
  /** Seconds for which nothing is said about a service that is new. @default 300 */
  readonly warmUpSeconds?: number;
  /** Lines kept of each service. @default 100 */
  readonly linesKept?: number;
  /**
   * Services kept. While there are more, those that wrote least and longest ago are forgotten, so that names which never come again, as of
   * pods or of an attack, take no memory. @default 10,000
   */
  readonly mostServices?: number;
  /** Templates kept of each service. @default 400 */
  readonly mostTemplates?: number;
  /** Seconds between investigations of a service while its incident lasts. @default 30 */
  readonly followUpSeconds?: number;
  /** Investigations of one alarm at most. @default 6 */
  readonly mostInvestigations?: number;
  /** Seconds without anything unusual after which a service has recovered. @default 30 */
  readonly calmSeconds?: number;
}

/** A service is as usual again. */
export interface Recovery {
  readonly service: string;
  /** When the first unusual line of the alarm was written, and the last: seconds since 1970, by the Sentinel's clock. */
  readonly firstLineAt: number;
  readonly lastUnusualAt: number;
  readonly recoveredAt: number;
}

/** How a service is at the moment. */
export interface ServiceHealth {
  readonly service: string;
  readonly state: "warming-up" | "usual" | "alarmed";
  /** Of the last ten seconds. */
  readonly linesPerSecond: number;
  readonly badPerSecond: number;
  readonly signals: readonly Signal[];
}

/**
 * Watches the lines of all services and says when one behaves unlike its own past. It is synchronous and has no clock: time is what
 * `seenAt` and `tick` say, so that simulated hours run in seconds.
 */
export interface Lead {
  /** Reads one line. Lines come in the order of `seenAt`. */
  read(event: LogEvent): void;
  /** How many lines of the same kind a service has written: for an intake that must leave lines out. */
  familiarity(event: LogEvent): number;
  /** Counts lines that an intake has left out, so that rates stay right. */
  countShed(service: string, count: number): void;
  /** Looks at what is new, and once a second at all services. Ten calls a second are about right. */
  tick(now: number): readonly Investigation[];
  /** Services that have recovered since the last call. */
  recoveries(): readonly Recovery[];
  health(): readonly ServiceHealth[];
  readonly statistics: LeadStatistics;
}

export interface LeadStatistics {
  readonly lines: number;
  readonly services: number;
  /** Services that were forgotten because there were more than `mostServices`. */
  readonly forgotten: number;
  readonly templates: number;
  readonly signals: number;
  readonly deploys: readonly Deploy[];
}

/** After a long alarm the new ways of a service become usual. */
const LONGEST_FREEZE_SECONDS = 1800;
/** Seconds of a pause that are counted one by one. */
const MOST_SECONDS = 128;

export function createLead(options: LeadOptions = {}): Lead {
  return new SentinelLead(options);
}

class SentinelLead implements Lead {
  readonly #watches = new Map<string, ServiceWatch>();
  readonly #topology: Topology;
  readonly #watchOptions: WatchOptions;
  readonly #followUpSeconds: number;
  readonly #mostInvestigations: number;
  readonly #calmSeconds: number;
  readonly #mostServices: number;
  #forgotten = 0;
  #second = 0;
  #lookedAt = 0;
  #lines = 0;
  #signals = 0;
  #commonLag = 0;
  #recoveries: Recovery[] = [];

  constructor(options: LeadOptions) {
    this.#topology = new Topology(options.topology);
    let templateId = 0;
    this.#watchOptions = {
      linesKept: options.linesKept ?? 100,
      badLinesKept: 40,
      mostTemplates: options.mostTemplates ?? 400,
      warmUpSeconds: options.warmUpSeconds ?? 300,
      nextTemplateId: () => ++templateId,
      scanner: createLineScanner(),
    };
    this.#followUpSeconds = options.followUpSeconds ?? 30;
    this.#mostInvestigations = options.mostInvestigations ?? 6;
    this.#calmSeconds = options.calmSeconds ?? 30;
    this.#mostServices = options.mostServices ?? 10_000;
  }

  read(event: LogEvent): void {
    if (event.seenAt >= this.#second + 1) this.#advance(event.seenAt);
    this.#lines++;
    let watch = this.#watches.get(event.service);
    if (watch === undefined) {
      watch = new ServiceWatch(event.service, event.seenAt, this.#watchOptions);
      if (this.#watches.size >= this.#mostServices) this.#forget();
      this.#watches.set(event.service, watch);
    }
    if (watch.read(event, this.#second, this.#commonLag))
      this.#topology.learn(event.service, event.attributes);
  }

  familiarity({ service, text, severity }: LogEvent): number {
    return this.#watches.get(service)?.miner.countOf(text, severity) ?? 0;
  }

  countShed(service: string, count: number): void {
    this.#watches.get(service)?.countShed(count, this.#second);
  }

  tick(now: number): readonly Investigation[] {
    if (now >= this.#second + 1) this.#advance(now);
    // All services are looked at once a second, those with news at each call.
    const isFull = this.#lookedAt !== this.#second;
    this.#lookedAt = this.#second;
    const alarmed: { watch: ServiceWatch; signal: Signal }[] = [];
    for (const watch of this.#watches.values()) {
      if (!isFull && !watch.isUrgent) continue;
      watch.isUrgent = false;
      if (watch.isWarmingUp(now)) {
        watch.novel.length = 0;
        continue;
      }
      const detections = detectInLines(watch, now, this.#second);
      if (isFull) detections.push(...detectInRates(watch, now, this.#second));
      const signal = detections.length > 0 ? this.#raise(watch, detections, now) : undefined;
      if (signal !== undefined) alarmed.push({ watch, signal });
      if (isFull && detections.length === 0) this.#calm(watch, now);
    }
    // All signals of this tick are noted first, so that each investigation sees those of its neighbours.
    return alarmed.map(({ watch, signal }) =>
      buildInvestigation(signal, watch, this.#topology, (service) => this.#watches.get(service)),
    );
  }

  recoveries(): readonly Recovery[] {
    const recoveries = this.#recoveries;
    this.#recoveries = [];
    return recoveries;
  }

  health(): ServiceHealth[] {
    return [...this.#watches.values()].map((watch) => ({
      service: watch.name,
      state: watch.alarm !== undefined ? "alarmed" : watch.isWarmingUp(this.#second) ? "warming-up" : "usual",
      linesPerSecond: watch.total.sum(this.#second - 1, 10) / 10,
      badPerSecond: watch.bad.sum(this.#second - 1, 10) / 10,
      signals:
        watch.alarm === undefined
          ? []
          : watch.signals.filter(({ firstLineAt }) => firstLineAt >= (watch.alarm?.firstLineAt ?? 0)),
    }));
  }

  get statistics(): LeadStatistics {
    const watches = [...this.#watches.values()];
    return {
      lines: this.#lines,
      services: watches.length,
      forgotten: this.#forgotten,
      templates: watches.reduce((sum, { miner }) => sum + miner.templates.size, 0),
      signals: this.#signals,
      deploys: watches.flatMap(({ deploys }) => deploys),
    };
  }

  /** Notes what is new of the detections. Returns the signal that is worth an investigation now. */
  #raise(watch: ServiceWatch, detections: readonly Detection[], now: number): Signal | undefined {
    const firstLineAt = Math.min(...detections.map((each) => each.firstLineAt));
    watch.alarm ??= {
      firstLineAt,
      kinds: new Set(),
      lastInvestigationAt: Number.NEGATIVE_INFINITY,
      investigations: 0,
      lastUnusualAt: now,
      isSlow: watch.slowAlarm !== undefined,
    };
    const { alarm } = watch;
    alarm.lastUnusualAt = now;
    const fresh = detections.filter(({ kind }) => !alarm.kinds.has(kind));
    let strongest: Signal | undefined;
    for (const { kind, score, firstLineAt, reason } of fresh) {
      alarm.kinds.add(kind);
      const signal = {
        id: ++this.#signals,
        service: watch.name,
        kind,
        firstLineAt,
        noticedAt: now,
        score,
        reason,
      };
      watch.note(signal);
      if (strongest === undefined || score > strongest.score) strongest = signal;
    }
    if (alarm.investigations >= this.#mostInvestigations) return undefined;
    const pause = now - alarm.lastInvestigationAt;
    if (strongest === undefined && pause >= this.#followUpSeconds) {
      const again = detections[0] as Detection;
      strongest = { id: ++this.#signals, service: watch.name, noticedAt: now, ...again };
    }
    if (strongest === undefined || (alarm.investigations > 0 && pause < 2)) return undefined;
    alarm.lastInvestigationAt = now;
    alarm.investigations++;
    return strongest;
  }

  /** Makes room for a tenth of the services: first those that hardly wrote anything, then those that wrote longest ago. */
  #forget(): void {
    const isKnown = (watch: ServiceWatch) => Number(!watch.isWarmingUp(this.#second));
    const first = [...this.#watches.values()]
      .filter(({ alarm }) => alarm === undefined)
      .sort((a, b) => isKnown(a) - isKnown(b) || a.lastSeen - b.lastSeen || a.count - b.count)
      .slice(0, Math.ceil(this.#mostServices / 10));
    for (const { name } of first) {
      this.#watches.delete(name);
      this.#topology.forget(name);
    }
    this.#forgotten += first.length;
  }

  #calm(watch: ServiceWatch, now: number): void {
    const { alarm } = watch;
    if (alarm === undefined || now - alarm.lastUnusualAt < this.#calmSeconds) return;
    watch.alarm = undefined;
    watch.slowAlarm = undefined;
    const { firstLineAt, lastUnusualAt } = alarm;
    this.#recoveries.push({ service: watch.name, firstLineAt, lastUnusualAt, recoveredAt: now });
  }

  /** Ends seconds until the one of `now` runs. */
  #advance(now: number): void {
    const target = Math.floor(now);
    if (this.#second === 0 || target - this.#second > MOST_SECONDS) {
      const isFirst = this.#second === 0;
      this.#second = isFirst ? target : target - MOST_SECONDS;
    }
    while (this.#second < target) {
      for (const watch of this.#watches.values()) {
        const { alarm } = watch;
        const isLearning = alarm === undefined || now - alarm.firstLineAt > LONGEST_FREEZE_SECONDS;
        watch.endSecond(this.#second, isLearning);
      }
      this.#second++;
    }
    this.#measureLag();
  }

  /** When most services are late by the same, reading lags behind; their clocks are not wrong. */
  #measureLag(): void {
    const lags: number[] = [];
    for (const { clock } of this.#watches.values()) if (clock.isReady) lags.push(clock.lag);
    if (lags.length < 10) return;
    lags.sort((a, b) => a - b);
    this.#commonLag = Math.max(0, lags[lags.length >> 1] as number);
  }
}
