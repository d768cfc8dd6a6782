import { asDeviations, type Detection, LEAST_RATE_SURPRISE, LEAST_SURPRISE } from "../signals/detection.ts";
import { poissonDearth, poissonSurprise } from "../signals/poisson.ts";
import type { SeenLine, ServiceWatch } from "./service-watch.ts";

const BAD_WINDOWS_SECONDS = [2, 10, 60] as const;
/** Bad lines come in pairs, as of a request and its repetition. */
const LEAST_CLUSTER = 1.5;
/**
 * Bad lines of new kinds that are unusual: in how many seconds, how many. Five in three seconds are three pairs; two pairs of a complaint
 * that a service had not yet had to make come so close together about once in an hour of 500 services.
 */
const NOVEL_WINDOWS = [
  [3, 5],
  [10, 8],
] as const;
const LONGEST_NOVEL_WINDOW_SECONDS = 10;
const LEAST_NOVEL_SURPRISE = 10;
/** Longer than the burst of a small batch that a service runs for the first time. */
const RATE_UP_LASTS_SECONDS = 20;
const RATE_DOWN_LASTS_SECONDS = 30;

/** What lines have shown of a service: bad ones, new kinds, wrong clocks, odd numbers. */
export function detectInLines(watch: ServiceWatch, now: number, second: number): Detection[] {
  return [
    newTemplate(watch, now, second),
    errorRatio(watch, now, second),
    clockOffset(watch),
    valueDrift(watch, now),
  ].filter((each) => each !== undefined);
}

/** What the passing of time shows: silence, and more or fewer lines than usual. Looked at once a second. */
export function detectInRates(watch: ServiceWatch, now: number, second: number): Detection[] {
  return [
    slowErrors(watch, now, second),
    silence(watch, now),
    rateUp(watch, now, second),
    rateDown(watch, now, second),
  ].filter((each) => each !== undefined);
}

function newTemplate(watch: ServiceWatch, now: number, second: number): Detection | undefined {
  if (watch.novel.length === 0) return undefined;
  watch.novel = watch.novel.filter(({ time }) => now - time <= LONGEST_NOVEL_WINDOW_SECONDS);
  const weighed = NOVEL_WINDOWS.map(([window, least]) => {
    const recent = watch.novel.filter(({ time }) => now - time <= window);
    return { recent, share: recent.reduce((sum, { weight }) => sum + weight, 0) / least };
  });
  const { recent, share } = weighed.find((each) => each.share >= 1) ?? { recent: [], share: 0 };
  const first = recent[0];
  if (first === undefined) return undefined;
  // A new wording of what is usual is no news: all bad lines together must be more than usual, too.
  if (badSurprise(watch, second, LONGEST_NOVEL_WINDOW_SECONDS) < LEAST_NOVEL_SURPRISE) return undefined;
  const { template } = (recent.at(-1) ?? first).line;
  return {
    kind: "new-template",
    score: asDeviations(LEAST_SURPRISE * share),
    firstLineAt: Math.min(first.time, firstOfBurst(watch.badLines.last(), now)),
    reason: `${recent.length} bad lines in ${seconds(now - first.time)} are of a kind never seen before, as "${template.text.slice(0, 120)}".`,
  };
}

function errorRatio(watch: ServiceWatch, now: number, second: number): Detection | undefined {
  const { mean } = watch.badRate;
  for (const window of BAD_WINDOWS_SECONDS) {
    const count = watch.bad.sum(second, window);
    if (count < 4) continue;
    const surprise = badSurprise(watch, second, window);
    if (surprise < LEAST_SURPRISE || count < 1.5 * watch.badRate.most) continue;
    const total = Math.max(count, watch.total.sum(second, window));
    const usual = watch.totalRate.mean > 0 ? mean / watch.totalRate.mean : 0;
    return {
      kind: "error-ratio",
      score: asDeviations(surprise),
      firstLineAt: firstOfBurst(watch.badLines.last(), now),
      reason: `${percent(count / total)} of ${total} lines in ${window} s are warnings or errors; usual are ${percent(usual)}.`,
    };
  }
  return undefined;
}

/** While such an alarm lasts, lines as rare as these are looked for in so many seconds. */
const SLOW_SECONDS = 120;

/** Bad lines that are rare, but were rarer: of a service that writes little. */
function slowErrors(watch: ServiceWatch, now: number, second: number): Detection | undefined {
  const { alarm, slow, badLines } = watch;
  if (alarm !== undefined && !alarm.isSlow) return undefined;
  if (alarm === undefined) {
    const { excess } = slow;
    if (excess === undefined || excess.surprise < LEAST_SURPRISE) return undefined;
    watch.slowAlarm = excess;
  } else if (watch.bad.sum(second, SLOW_SECONDS) < 2) return undefined;
  const excess = watch.slowAlarm;
  if (excess === undefined) return undefined;
  const first = badLines.last().find(({ event }) => event.seenAt >= now - (excess.minutes + 1) * 60);
  return {
    kind: "error-ratio",
    score: asDeviations(excess.surprise),
    firstLineAt: first?.event.seenAt ?? now,
    reason: `${excess.count} lines in ${excess.minutes} minutes are warnings or errors; never before were there nearly as many.`,
  };
}

function badSurprise({ bad, badRate }: ServiceWatch, second: number, window: number): number {
  const size = Math.max(LEAST_CLUSTER, badRate.cluster);
  return poissonSurprise(bad.sum(second, window) / size, (badRate.mean * window) / size);
}

/** The first of the bad lines that follow each other without a pause of more than five seconds, up to now. */
function firstOfBurst(lines: readonly SeenLine[], now: number): number {
  let first = now;
  for (let i = lines.length - 1; i >= 0; i--) {
    const { seenAt } = (lines[i] as SeenLine).event;
    if (first - seenAt > 5) break;
    first = seenAt;
  }
  return first;
}

function clockOffset(watch: ServiceWatch): Detection | undefined {
  const { clock } = watch;
  if (clock.run < 2) return undefined;
  const first = watch.lines.last(clock.run)[0];
  const ahead = -clock.deviation;
  return {
    kind: "clock-offset",
    score: Math.abs(clock.deviation) / Math.max(0.5, clock.spread * 1.4826),
    firstLineAt: first?.event.seenAt ?? watch.lastSeen,
    reason: `The clock of the service is ${seconds(Math.abs(ahead))} ${ahead > 0 ? "ahead" : "behind"} in ${clock.run} lines in a row.`,
  };
}

function silence(watch: ServiceWatch, now: number): Detection | undefined {
  const gap = now - watch.lastSeen;
  const expected = watch.totalRate.mean * gap;
  if (gap < 3 * watch.longestGap || expected < 30 * Math.max(1, watch.totalRate.cluster / 2))
    return undefined;
  return {
    kind: "silence",
    score: asDeviations(expected),
    firstLineAt: watch.lastSeen,
    reason: `No line for ${seconds(gap)}; usual are ${watch.totalRate.mean.toFixed(2)} a second, and never a pause of more than ${seconds(watch.longestGap)}.`,
  };
}

function rateUp(watch: ServiceWatch, now: number, second: number): Detection | undefined {
  const { mean, cluster, most } = watch.totalRate;
  const count = watch.total.sum(second - 1, 10);
  const surprise = count > 1.6 * most + 5 ? poissonSurprise(count / cluster, (mean * 10) / cluster) : 0;
  if (surprise < LEAST_RATE_SURPRISE) {
    watch.rateUpSince = undefined;
    return undefined;
  }
  watch.rateUpSince ??= now;
  if (now - watch.rateUpSince < RATE_UP_LASTS_SECONDS) return undefined;
  return {
    kind: "rate-up",
    score: asDeviations(surprise),
    firstLineAt: watch.rateUpSince - 2,
    reason: `${count} lines in 10 s; usual are ${(mean * 10).toFixed(0)}, at most ${most.toFixed(0)}.`,
  };
}

function rateDown(watch: ServiceWatch, now: number, second: number): Detection | undefined {
  const { mean, cluster } = watch.totalRate;
  const expected = mean * 60;
  const count = watch.total.sum(second - 1, 60);
  const surprise =
    expected > 40 && count < 0.3 * expected ? poissonDearth(count / cluster, expected / cluster) : 0;
  if (surprise < LEAST_RATE_SURPRISE) {
    watch.rateDownSince = undefined;
    return undefined;
  }
  watch.rateDownSince ??= now;
  if (now - watch.rateDownSince < RATE_DOWN_LASTS_SECONDS) return undefined;
  return {
    kind: "rate-down",
    score: asDeviations(surprise),
    firstLineAt: watch.rateDownSince - 30,
    reason: `${count} lines in 60 s; usual are ${expected.toFixed(0)}.`,
  };
}

function valueDrift(watch: ServiceWatch, now: number): Detection | undefined {
  const unusual = watch.unusualValue;
  if (unusual === undefined) return undefined;
  const { baseline, slot, template, since } = unusual;
  if (baseline.run === 0 || now - template.lastSeen > 120) {
    watch.unusualValue = undefined;
    return undefined;
  }
  const unit = slot.unit === "" || slot.unit === "%" ? slot.unit : ` ${slot.unit}`;
  return {
    kind: "value-drift",
    score: baseline.score,
    firstLineAt: since,
    reason: `${slot.name || "A number"} is ${round(baseline.unusual)}${unit} in "${template.text.slice(0, 80)}"; usual is ${round(baseline.median)}, at most ${round(baseline.most)}.`,
  };
}

function percent(part: number): string {
  return `${(part * 100).toFixed(part < 0.01 ? 2 : 0)} %`;
}

function seconds(duration: number): string {
  return `${duration.toFixed(duration < 10 ? 1 : 0)} s`;
}

function round(value: number): string {
  return Number(value.toPrecision(4)).toString();
}
