import type { LogEvent } from "../log-event.ts";
import type { Deploy } from "../signal.ts";
import { type BadLineWriter, callerWriter, causeWriter, furtherWriter } from "./bad-lines.ts";
import { type Condition, healthy } from "./condition.ts";
import { EventHeap, type Source } from "./event-heap.ts";
import type { FleetService } from "./fleet-service.ts";
import { createNormalLines, type NormalLines, type WrittenLine } from "./normal-lines.ts";
import type { FleetPlan, LookAlike, PlannedIncident } from "./plan.ts";
import { type Random, seededRandom } from "./random.ts";
import { createVocabulary, type Vocabulary } from "./wording.ts";

/** A line as a service writes it. `at` is when it is sent, `time` what the service's clock says: seconds since 1970. */
export interface SimulatedLine {
  readonly at: number;
  readonly time: number;
  readonly service: FleetService;
  readonly version: string;
  readonly severity: LogEvent["severity"];
  readonly text: string;
  /** The service that the line is about, where it calls another. */
  readonly peer: string | undefined;
}

export interface Simulation {
  readonly services: readonly FleetService[];
  readonly plan: FleetPlan;
  readonly seed: string;
  readonly startsAt: number;
  readonly endsAt: number;
}

interface LineSource extends Source {
  /** Writes a line or none, and sets `at` to its next time; infinite when it has ended. */
  fire(): SimulatedLine | undefined;
}

interface Actor {
  readonly service: FleetService;
  readonly condition: Condition;
  readonly words: Vocabulary;
  readonly lines: NormalLines;
  readonly random: Random;
  readonly hasTracing: boolean;
}

const SECONDS_A_DAY = 86_400;
const METRICS_PERIOD_SECONDS = 12;

/** All lines of a run in the order of time. The same simulation gives the same lines. */
export function* simulate(simulation: Simulation): Generator<SimulatedLine, void, undefined> {
  const { services, plan, seed, startsAt, endsAt } = simulation;
  const heap = new EventHeap<LineSource>();
  const actors = new Map(services.map((service) => [service.name, createActor(service, seed)]));
  for (const actor of actors.values()) {
    heap.push(traffic(actor, startsAt));
    heap.push(metrics(actor, startsAt));
    if (actor.service.role === "batch") heap.push(batchRuns(actor, startsAt));
  }
  const actorOf = (name: string) => actors.get(name) as Actor;
  for (const deploy of plan.deploys) heap.push(deployLines(actorOf(deploy.service), deploy));
  for (const lookAlike of plan.lookAlikes) heap.push(pretend(lookAlike, actorOf));
  for (const incident of plan.incidents) for (const source of inject(incident, actorOf)) heap.push(source);
  for (let source = heap.peek(); source && source.at < endsAt; source = heap.peek()) {
    const line = source.fire();
    if (source.at === Number.POSITIVE_INFINITY) heap.pop();
    else heap.settle();
    if (line !== undefined) yield line;
  }
}

function createActor(service: FleetService, seed: string): Actor {
  const random = seededRandom(`${seed} ${service.name}`);
  const words = createVocabulary(service, random);
  return {
    service,
    condition: healthy(service.version),
    words,
    lines: createNormalLines(service, words, random),
    random,
    hasTracing: random.next() < 0.7,
  };
}

function written(actor: Actor, at: number, line: WrittenLine, peer?: string): SimulatedLine {
  const delay = 0.002 + actor.random.next() * 0.05;
  return {
    at,
    time: at - delay + actor.condition.clockOffset,
    service: actor.service,
    version: actor.condition.version,
    severity: line.severity,
    text: line.text,
    peer: actor.hasTracing ? peer : undefined,
  };
}

/** Traffic follows the day: half as much at night as at noon. */
function rhythm(at: number): number {
  return 0.75 - 0.25 * Math.cos((2 * Math.PI * at) / SECONDS_A_DAY);
}

function traffic(actor: Actor, startsAt: number): LineSource {
  const { service, condition, random, lines } = actor;
  const wait = (at: number) => random.exponential(1 / (service.rate * condition.rateFactor * rhythm(at)));
  return {
    at: startsAt + wait(startsAt),
    fire() {
      const { at } = this;
      this.at += wait(at);
      if (condition.isDown) return undefined;
      const peer = service.calls.length > 0 && random.next() < 0.15 ? random.pick(service.calls) : undefined;
      return written(actor, at, lines.everyday(at, condition), peer);
    },
  };
}

function metrics(actor: Actor, startsAt: number): LineSource {
  const { condition, random, lines } = actor;
  return {
    at: startsAt + random.next() * METRICS_PERIOD_SECONDS,
    fire() {
      const { at } = this;
      this.at += METRICS_PERIOD_SECONDS * (0.97 + 0.06 * random.next());
      return condition.isDown ? undefined : written(actor, at, lines.metrics(at, condition));
    },
  };
}

/** A batch runs every five, ten or fifteen minutes and writes a burst of lines then. */
function batchRuns(actor: Actor, startsAt: number): LineSource {
  const { condition, random, lines } = actor;
  const period = random.pick([300, 600, 900]);
  let left = 0;
  return {
    at: startsAt + random.next() * 200,
    fire() {
      const { at } = this;
      if (left === 0) left = random.int(30, 60);
      left--;
      this.at += left > 0 ? random.exponential(0.1) : period * (0.98 + 0.04 * random.next());
      return condition.isDown ? undefined : written(actor, at, lines.batch(at, condition));
    },
  };
}

function deployLines(actor: Actor, { version, time }: Deploy): LineSource {
  const { condition, words, random, service } = actor;
  const started = random.pick(["starting", "booting", "launching"]);
  const ready = random.pick(["ready to serve", "listening", "startup complete", "warm and serving"]);
  return {
    at: time,
    fire() {
      const { at } = this;
      if (at === time) {
        condition.version = version;
        this.at += 0.5 + random.next();
        return written(actor, at, {
          severity: "info",
          text: words.layout(`${started} ${service.name} version ${version}`, []),
        });
      }
      this.at = Number.POSITIVE_INFINITY;
      return written(actor, at, {
        severity: "info",
        text: words.layout(`${service.name} ${ready}`, [["port", 8080]]),
      });
    },
  };
}

/** Calls `begin` at one time and `end` at another, and writes nothing. */
function during(startsAt: number, endsAt: number, begin: () => void, end: () => void): LineSource {
  return {
    at: startsAt,
    fire() {
      if (this.at === startsAt) {
        begin();
        this.at = endsAt;
      } else {
        end();
        this.at = Number.POSITIVE_INFINITY;
      }
      return undefined;
    },
  };
}

function pretend(
  { kind, service, startsAt, endsAt }: LookAlike,
  actorOf: (name: string) => Actor,
): LineSource {
  const actor = actorOf(service);
  const touched = kind === "load-test" ? [actor, ...actor.service.calls.map(actorOf)] : [actor];
  const factor = 3 + actor.random.next() * 4;
  return during(
    startsAt,
    kind === "load-test" ? endsAt : Number.POSITIVE_INFINITY,
    () => {
      if (kind === "template-renamed") actor.condition.isRenamed = true;
      else for (const [i, each] of touched.entries()) each.condition.rateFactor *= i === 0 ? factor : 1.5;
    },
    () => {
      for (const [i, each] of touched.entries()) each.condition.rateFactor /= i === 0 ? factor : 1.5;
    },
  );
}

/** Bad lines at some pace from one time to another, the first at once. */
function badLines(
  actor: Actor,
  write: BadLineWriter | undefined,
  pace: readonly [startsAt: number, endsAt: number, linesASecond: number],
  peer?: string,
): LineSource[] {
  const [startsAt, endsAt, linesASecond] = pace;
  if (write === undefined) return [];
  return [
    {
      at: startsAt,
      fire() {
        const { at } = this;
        this.at += actor.random.exponential(1 / linesASecond);
        if (this.at >= endsAt) this.at = Number.POSITIVE_INFINITY;
        return written(actor, at, write(), peer);
      },
    },
  ];
}

function inject(incident: PlannedIncident, actorOf: (name: string) => Actor): LineSource[] {
  const { kind, startsAt, endsAt, spread } = incident;
  const cause = actorOf(incident.service);
  const { random, condition } = cause;
  const pace = (actor: Actor): number =>
    Math.min(25, Math.max(4, actor.service.rate * (0.3 + 0.7 * random.next())));
  const sources: LineSource[] = [];
  if (kind !== "noisy-neighbour" && kind !== "memory-leak")
    sources.push(...badLines(cause, causeWriter(kind, cause.words, random), [startsAt, endsAt, pace(cause)]));
  for (const { service, notices, after } of spread) {
    const actor = actorOf(service);
    const write =
      kind === "noisy-neighbour"
        ? causeWriter(kind, actor.words, actor.random)
        : notices === cause.service.name
          ? callerWriter(kind, actor.words, actor.random, notices)
          : furtherWriter(actor.words, actor.random, notices);
    const peer = kind === "noisy-neighbour" ? undefined : notices;
    sources.push(...badLines(actor, write, [startsAt + after, endsAt, pace(actor)], peer));
  }
  const set = (from: number, begin: () => void, end: () => void) =>
    sources.push(during(from, endsAt, begin, end));
  switch (kind) {
    case "dependency-down":
      set(
        startsAt - random.next(),
        () => {
          condition.isDown = true;
        },
        () => {
          condition.isDown = false;
        },
      );
      break;
    case "memory-leak":
      sources.push(...leak(cause, incident, set));
      break;
    case "disk-full":
      set(
        startsAt - 240,
        () => {
          condition.disk = (now) => Math.min(1, Math.max(0, (now - startsAt + 240) / 240)) * 0.9;
        },
        () => {
          condition.disk = () => 0;
        },
      );
      break;
    case "retry-storm": {
      const factor = 4 + random.next() * 6;
      set(
        startsAt,
        () => {
          condition.rateFactor *= factor;
        },
        () => {
          condition.rateFactor /= factor;
        },
      );
      break;
    }
    case "noisy-neighbour": {
      const others = spread.map(({ service }) => actorOf(service));
      set(
        startsAt,
        () => {
          condition.rateFactor *= 5;
          condition.cpuFactor = 6;
          for (const other of others) other.condition.latencyFactor *= 6;
        },
        () => {
          condition.rateFactor /= 5;
          condition.cpuFactor = 1;
          for (const other of others) other.condition.latencyFactor /= 6;
        },
      );
      break;
    }
    case "clock-skew": {
      const offset = (random.next() < 0.5 ? -1 : 1) * (20 + random.next() * 600);
      set(
        startsAt,
        () => {
          condition.clockOffset = offset;
        },
        () => {
          condition.clockOffset = 0;
        },
      );
      sources.push(once(cause, startsAt, (now) => cause.lines.everyday(now, condition)));
      break;
    }
  }
  return sources;
}

/**
 * Memory grows for two minutes within what is usual. The first bad line is the first one above: from then on the collector complains,
 * and the level goes on to the limit.
 */
function leak(
  actor: Actor,
  { startsAt, endsAt }: PlannedIncident,
  set: (from: number, begin: () => void, end: () => void) => unknown,
): LineSource[] {
  const { condition, random, words } = actor;
  set(
    startsAt - 60,
    () => {
      condition.leaked = (now) => (now < startsAt ? 0 : 0.35 + 0.35 * Math.min(1, (now - startsAt) / 60));
    },
    () => {
      condition.leaked = () => 0;
    },
  );
  return badLines(actor, causeWriter("memory-leak", words, random), [
    startsAt,
    endsAt,
    3 + random.next() * 3,
  ]);
}

function once(actor: Actor, time: number, write: (now: number) => WrittenLine): LineSource {
  return {
    at: time,
    fire() {
      const { at } = this;
      this.at = Number.POSITIVE_INFINITY;
      return written(actor, at, write(at));
    },
  };
}
