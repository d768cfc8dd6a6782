import type { LogSeverity } from "../log-event.ts";
import type { Condition } from "./condition.ts";
import type { FleetService, ServiceRole } from "./fleet-service.ts";
import type { Random } from "./random.ts";
import type { Field, Vocabulary } from "./wording.ts";

export interface WrittenLine {
  readonly severity: LogSeverity;
  readonly text: string;
}

/** Writes one line; `now` is in seconds since 1970. */
export type LineWriter = (now: number, condition: Condition) => WrittenLine;

/** What a healthy service writes: its everyday lines, its rare complaints, and its metrics. */
export interface NormalLines {
  /** One everyday line; a complaint about one time in a few hundred. */
  everyday(now: number, condition: Condition): WrittenLine;
  /** Memory, disk, processor and days to the end of its certificate: one line for each call, in turn. */
  metrics: LineWriter;
  /** What a run of a batch writes, line after line. */
  batch: LineWriter;
}

type Template = (random: Random, words: Vocabulary, latency: number) => readonly [string, ...Field[]];

const EVERYDAY: Readonly<Record<ServiceRole, readonly Template[]>> = {
  edge: [
    (r, w, ms) => [`GET /${w.subject}s/${r.int(1, 99999)} 200 ${ms}${w.unit}`],
    (r, w, ms) => [`POST /${w.subject}s 201 ${ms}${w.unit}`, ["bytes", r.int(200, 9000)]],
    (r, w) => [
      `TLS session resumed for 10.${r.int(0, 40)}.${r.int(0, 255)}.${r.int(1, 254)} on ${w.subject}`,
    ],
    (r, w) => [`static asset /${w.subject}/app.${r.hex(8)}.js from memory`],
    (r, _w, ms) => [`upstream answered`, ["status", r.pick([200, 200, 200, 204, 304])], ["took", `${ms}ms`]],
  ],
  api: [
    (r, w, ms) => [`${w.verb} ${w.subject} ${r.int(1000, 99999)} ${w.done} in ${ms}${w.unit}`],
    (r, w, ms) => [`request ${w.done}`, [w.idKey, r.hex(12)], ["latency", `${ms}ms`]],
    (r, w) => [`page ${r.int(1, 50)} of ${w.subject} list sent`, ["items", r.int(1, 100)]],
    (r, w) => [`user ${r.int(1, 900000)} authorised for ${w.subject}`],
    (r, w) => [`${w.subject} cache hit`, ["key", `${w.subject}:${r.int(1, 9999)}`]],
  ],
  domain: [
    (r, w, ms) => [`${w.subject} ${r.int(1000, 99999)} ${w.done}`, ["duration", `${ms}${w.unit.trim()}`]],
    (r, w) => [`state of ${w.subject} ${r.hex(8)} changed from pending to ${w.done}`],
    (r, w) => [
      `published ${w.subject}.${w.done} event`,
      ["partition", r.int(0, 11)],
      ["offset", r.int(1e6, 9e6)],
    ],
    (r, w) => [`rule ${r.int(1, 40)} matched for ${w.subject}`, [w.idKey, r.int(1e5, 1e6)]],
    (_r, w, ms) => [`transaction committed after ${ms}${w.unit} for ${w.subject}`],
  ],
  worker: [
    (r, w, ms) => [`job ${r.hex(10)} ${w.done} in ${ms} ms`],
    (r, w) => [`picked ${r.int(1, 32)} messages from ${w.subject}-events`, ["lag", r.int(0, 60)]],
    (r, w) => [`acknowledged ${w.subject} message ${r.int(1e6, 9e6)}`],
    (r, w) => [`${w.subject} batch flushed`, ["rows", r.int(10, 500)]],
  ],
  batch: [
    (r, w) => [`heartbeat of ${w.subject} scheduler`, ["next_in", `${r.int(1, 300)}s`]],
    (r, w) => [`checked ${r.int(10, 90)} ${w.subject} entries, nothing due`],
  ],
  store: [
    (r, w, ms) => [`query ${r.hex(6)} on ${w.subject} took ${ms} ms`, ["rows", r.int(0, 200)]],
    (r, w) => [`checkpoint complete: wrote ${r.int(20, 900)} buffers to ${w.subject}`],
    (r, w) => [`connection received: host=10.2.${r.int(0, 255)}.${r.int(1, 254)} db=${w.subject}`],
    (r, w) => [`evicted ${r.int(1, 40)} keys of ${w.subject}`],
  ],
};

const RENAMED: readonly Template[] = [
  (r, w, ms) => [`${w.subject}/${w.verb}: outcome=${w.done} ref=${r.int(1000, 99999)} elapsed=${ms}ms`],
  (r, w, ms) => [
    `finished to ${w.verb} one ${w.subject}`,
    ["ref", r.int(1000, 99999)],
    ["elapsed", `${ms}ms`],
  ],
];

const COMPLAINTS: readonly (readonly [LogSeverity, Template])[] = [
  ["warn", (r, w, ms) => [`slow ${w.verb} of ${w.subject} ${r.int(1000, 99999)}: ${ms + 900} ms`]],
  ["warn", (r, w) => [`${w.subject} ${r.int(1000, 99999)} not found, answered with 404`]],
  ["warn", (r, w) => [`client closed the connection early`, [w.idKey, r.hex(12)]]],
  ["error", (r, w) => [`validation failed for ${w.subject}`, ["field", r.pick(["amount", "email", "date"])]]],
  ["error", (r, w) => [`could not parse ${w.subject} payload at position ${r.int(1, 4000)}`]],
  ["warn", (r, w) => [`duplicate ${w.subject} message ${r.int(1e6, 9e6)} ignored`]],
  [
    "error",
    (r, w) => [`request to partner timed out, will be repeated`, ["attempt", 1], [w.idKey, r.hex(8)]],
  ],
];

export function createNormalLines(service: FleetService, words: Vocabulary, random: Random): NormalLines {
  const pool = [...EVERYDAY[service.role]];
  const templates = Array.from({ length: Math.min(pool.length, random.int(2, 5)) }, () =>
    pool.splice(random.int(0, pool.length - 1), 1).at(0),
  ) as Template[];
  const renamed = random.pick(RENAMED);
  const complaints = [random.pick(COMPLAINTS), random.pick(COMPLAINTS)] as const;
  const complaintShare = Math.exp(-5.5 + random.normal() * 0.7);
  const usualLatency = Math.exp(2.5 + random.normal());
  const spread = 0.25 + random.next() * 0.35;
  const latency = (condition: Condition) =>
    Math.max(1, Math.round(usualLatency * condition.latencyFactor * Math.exp(random.normal() * spread)));
  let pending = 0;

  return {
    everyday(_now, condition) {
      if (pending === 0 && random.next() < complaintShare) pending = random.int(1, 2);
      if (pending > 0) {
        pending--;
        const [severity, template] = complaints[random.next() < 0.7 ? 0 : 1];
        const [message, ...fields] = template(random, words, latency(condition));
        return { severity, text: words.layout(message, fields) };
      }
      const first = random.next() < 0.5;
      const template = first ? (condition.isRenamed ? renamed : templates[0]) : random.pick(templates);
      const [message, ...fields] = (template as Template)(random, words, latency(condition));
      const severity = random.next() < 0.03 ? "debug" : "info";
      return { severity, text: words.layout(message, fields) };
    },
    metrics: createMetrics(words, random),
    batch: (_now, condition) => {
      const fields: Field[] = [["row", random.int(1, 5000)]];
      return {
        severity: "info",
        text: words.layout(
          `${words.subject} record ${random.int(1, 1e6)} written in ${latency(condition)} ms`,
          fields,
        ),
      };
    },
  };
}

/** Memory swings between two levels, as under a garbage collector; the disk fills slowly and is cleaned. */
function createMetrics(words: Vocabulary, random: Random): LineWriter {
  const limit = random.pick([512, 1024, 2048, 4096]);
  const low = 0.25 + random.next() * 0.15;
  const swing = 0.1 + random.next() * 0.15;
  const period = 60 + random.next() * 240;
  const phase = random.next();
  const diskLow = 0.2 + random.next() * 0.35;
  const cpuLow = 0.05 + random.next() * 0.3;
  const certificateDays = random.int(20, 300);
  const style = random.int(0, 2);
  let turn = random.int(0, 3);
  let begun = 0;
  return (now, condition) => {
    begun ||= now;
    turn = (turn + 1) % 4;
    const wave = (now / period + phase) % 1;
    if (turn === 0 || turn === 2) {
      const part = Math.min(0.995, low + swing * wave + 0.02 * random.next() + condition.leaked(now));
      const used = Math.round(part * limit);
      if (style === 0) return info(words, `heap ${used} MB of ${limit} MB`, []);
      if (style === 1)
        return info(words, "runtime stats", [
          ["heap_used", `${used}MB`],
          ["goroutines", random.int(20, 90)],
        ]);
      return info(words, `memory usage ${(part * 100).toFixed(1)}%`, [["rss", `${used + 60}MiB`]]);
    }
    if (turn === 1) {
      const disk = Math.min(1, diskLow + 0.05 * ((now / 7200 + phase) % 1) + condition.disk(now));
      return style === 0
        ? info(words, `volume /data is ${(disk * 100).toFixed(1)}% full`, [])
        : info(words, "disk check", [
            ["used", `${(disk * 100).toFixed(1)}%`],
            ["mount", "/var/lib"],
          ]);
    }
    const cpu = Math.min(1, (cpuLow + 0.1 * random.next()) * condition.cpuFactor);
    const days = certificateDays - Math.floor((now - begun) / 86400);
    return random.next() < 0.1
      ? info(words, `certificate of ${words.subject} valid for ${days} days`, [])
      : info(words, "load sample", [
          ["cpu", `${(cpu * 100).toFixed(0)}%`],
          ["threads", random.int(8, 64)],
        ]);
  };
}

function info(words: Vocabulary, message: string, fields: readonly Field[]): WrittenLine {
  return { severity: "info", text: words.layout(message, fields) };
}
