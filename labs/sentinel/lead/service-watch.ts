import type { LogEvent } from "../log-event.ts";
import type { Deploy, Signal, SignalKind } from "../signal.ts";
import { ClockBaseline } from "../signals/clock-baseline.ts";
import { isMeasured } from "../signals/measured-slot.ts";
import { RateBaseline } from "../signals/rate-baseline.ts";
import { SecondCounts } from "../signals/second-counts.ts";
import { BADNESS, isBad } from "../signals/severity.ts";
import { SlowBaseline, type SlowExcess } from "../signals/slow-baseline.ts";
import { ValueBaseline } from "../signals/value-baseline.ts";
import type { Slot } from "../templates/mask-line.ts";
import type { LineScanner } from "../templates/scan-line.ts";
import type { Template } from "../templates/template.ts";
import { TemplateMiner } from "../templates/template-miner.ts";
import { Ring } from "./ring.ts";

/** A line that is kept, with its template. */
export interface SeenLine {
  readonly event: LogEvent;
  readonly template: Template;
}

interface MeasuredSlot {
  readonly slot: Slot;
  readonly baseline: ValueBaseline;
}

/** A number that left its usual range. */
export interface UnusualValue extends MeasuredSlot {
  readonly template: Template;
  readonly since: number;
}

/** Why a service is under suspicion, from the first signal until it is as usual again. */
export interface Alarm {
  readonly firstLineAt: number;
  readonly kinds: Set<SignalKind>;
  lastInvestigationAt: number;
  investigations: number;
  /** When something was last unusual. */
  lastUnusualAt: number;
  /** Raised by bad lines that are rare: it lasts while they come at all. */
  readonly isSlow: boolean;
  /** Lines a second of each template before the alarm, from its first investigation on: what comes during it is not usual. */
  usual?: ReadonlyMap<Template, number>;
}

export interface WatchOptions {
  readonly linesKept: number;
  readonly badLinesKept: number;
  readonly mostTemplates: number;
  readonly warmUpSeconds: number;
  readonly nextTemplateId: () => number;
  readonly scanner: LineScanner;
}

const MOST_DEPLOYS = 10;
const MOST_SIGNALS = 20;
const NOVEL_SECONDS = 600;
const WARM_UP_LINES = 30;

/** All that the lead remembers of one service. Bounded: rings, counts of 128 seconds, and the most templates a miner keeps. */
export class ServiceWatch {
  readonly name: string;
  readonly miner: TemplateMiner;
  readonly lines: Ring<SeenLine>;
  readonly badLines: Ring<SeenLine>;
  readonly total = new SecondCounts(128);
  readonly bad = new SecondCounts(128);
  readonly totalRate = new RateBaseline();
  readonly badRate = new RateBaseline();
  readonly slow = new SlowBaseline();
  readonly clock = new ClockBaseline();
  readonly deploys: Deploy[] = [];
  readonly signals: Signal[] = [];
  /** Bad lines of templates that were new, of the last ten seconds. */
  novel: { readonly time: number; readonly weight: number; readonly line: SeenLine }[] = [];
  unusualValue: UnusualValue | undefined;
  alarm: Alarm | undefined;
  slowAlarm: SlowExcess | undefined;
  readonly firstSeen: number;
  lastSeen: number;
  count = 0;
  /** Something was read that has to be looked at before the second ends. */
  isUrgent = false;
  /** The longest time without a line, fading. */
  longestGap = 1;
  rateUpSince: number | undefined;
  rateDownSince: number | undefined;
  #version: string | undefined;
  #badInMinute = 0;
  #goodInMinute = 0;
  #secondsInMinute = 0;
  #attributes: LogEvent["attributes"] | undefined;
  readonly #options: WatchOptions;
  #measured = new WeakMap<Template, readonly MeasuredSlot[]>();

  constructor(name: string, now: number, options: WatchOptions) {
    this.name = name;
    this.#options = options;
    this.firstSeen = now;
    this.lastSeen = now;
    this.lines = new Ring(options.linesKept);
    this.badLines = new Ring(options.badLinesKept);
    this.miner = new TemplateMiner({
      mostTemplates: options.mostTemplates,
      nextId: options.nextTemplateId,
      scanner: options.scanner,
    });
  }

  /** While a service is new, nothing is said about it. */
  isWarmingUp(now: number): boolean {
    return now - this.firstSeen < this.#options.warmUpSeconds || this.count < WARM_UP_LINES;
  }

  /** @returns whether its attributes are others than those of the line before. */
  read(event: LogEvent, second: number, commonLag: number): boolean {
    const { seenAt, severity } = event;
    const gap = seenAt - this.lastSeen;
    if (gap > this.longestGap && this.alarm === undefined) this.longestGap = gap;
    this.lastSeen = seenAt;
    this.count++;
    this.total.add(second);
    const template = this.miner.add(event.text, severity, seenAt);
    const line = { event, template };
    this.lines.push(line);
    if (isBad(severity)) {
      this.isUrgent = true;
      this.bad.add(second);
      this.badLines.push(line);
      if (this.#isNovel(template, seenAt)) this.novel.push({ time: seenAt, weight: BADNESS[severity], line });
    }
    if (event.time !== seenAt) {
      this.clock.read(seenAt - event.time, commonLag);
      if (this.clock.run > 1) this.isUrgent = true;
    }
    if (template.slots.length > 0 && this.miner.hasSlots) this.#measure(template, seenAt);
    if (event.attributes === this.#attributes) return false;
    this.#attributes = event.attributes;
    this.#noticeDeploy(event);
    return true;
  }

  countShed(count: number, second: number): void {
    this.count += count;
    this.total.add(second, count);
  }

  #isNovel(template: Template, now: number): boolean {
    return (
      now - template.firstSeen < NOVEL_SECONDS &&
      template.firstSeen - this.firstSeen > this.#options.warmUpSeconds &&
      now - this.miner.lastEvictedAt > NOVEL_SECONDS
    );
  }

  #measure(template: Template, now: number): void {
    let measured = this.#measured.get(template);
    if (measured === undefined) {
      measured = template.slots.filter(isMeasured).map((slot) => ({ slot, baseline: new ValueBaseline() }));
      this.#measured.set(template, measured);
    }
    for (const { slot, baseline } of measured) {
      const value = this.miner.values[slot.index] as number;
      if (Number.isNaN(value)) continue;
      baseline.read(value, now);
      if (!baseline.isUnusual) continue;
      this.isUrgent = true;
      this.unusualValue = { slot, baseline, template, since: this.unusualValue?.since ?? now };
    }
  }

  #noticeDeploy({ attributes, seenAt }: LogEvent): void {
    const version = attributes["service.version"];
    if (typeof version !== "string" || version === this.#version) return;
    if (this.#version !== undefined) {
      this.deploys.push({ service: this.name, version, time: seenAt });
      if (this.deploys.length > MOST_DEPLOYS) this.deploys.shift();
    }
    this.#version = version;
  }

  /** A second has ended: its counts become part of what is usual, unless the service is under suspicion. */
  endSecond(second: number, isLearning: boolean): void {
    this.#badInMinute += this.bad.at(second);
    this.#goodInMinute += this.total.at(second) - this.bad.at(second);
    if (!isLearning) this.slow.skip();
    if (++this.#secondsInMinute >= 60) {
      if (isLearning) this.slow.endMinute(this.#badInMinute, this.#goodInMinute);
      this.#badInMinute = 0;
      this.#goodInMinute = 0;
      this.#secondsInMinute = 0;
    }
    if (isLearning) {
      this.totalRate.learn(this.total.at(second), this.total.sum(second, 10));
      this.badRate.learn(this.bad.at(second), this.bad.sum(second, 10));
      this.longestGap *= 0.9999;
    }
    this.total.clear(second + 1);
    this.bad.clear(second + 1);
  }

  note(signal: Signal): void {
    this.signals.push(signal);
    if (this.signals.length > MOST_SIGNALS) this.signals.shift();
  }
}
