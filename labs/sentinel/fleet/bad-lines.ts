import type { LogSeverity } from "../log-event.ts";
import type { IncidentKind } from "./ground-truth.ts";
import type { WrittenLine } from "./normal-lines.ts";
import type { Random } from "./random.ts";
import type { Field, Vocabulary } from "./wording.ts";

type Bad = (random: Random, words: Vocabulary, peer: string) => readonly [LogSeverity, string, ...Field[]];

/** What the cause of an incident writes. Several phrasings for each kind; a service draws two of them. */
const OF_CAUSE: Readonly<Partial<Record<IncidentKind, readonly Bad[]>>> = {
  "bad-deploy": [
    (r, w) => ["error", `NullPointerException in ${w.subject}.${w.verb} at line ${r.int(20, 400)}`],
    (r, w) => [
      "error",
      `TypeError: Cannot read properties of undefined (reading '${w.subject}Id')`,
      ["req", r.hex(8)],
    ],
    (r, w) => ["error", `KeyError: '${w.subject}_ref' while trying to ${w.verb} ${r.int(1000, 99999)}`],
    (r, w) => [
      "error",
      `panic: runtime error: index out of range [${r.int(3, 9)}] with length 3 in ${w.verb}`,
    ],
    (_r, w) => ["error", `column "${w.subject}_v2" does not exist, statement aborted`],
    (r, w) => ["error", `unexpected schema of ${w.subject}: wanted version ${r.int(3, 5)}, met 2`],
    (r, w) => ["error", `GET /${w.subject}s/${r.int(1, 99999)} 500 internal server error`],
    (_r, w) => ["fatal", `configuration key ${w.subject}.pool.max is missing, refusing to ${w.verb}`],
    (_r, w) => ["error", `Unhandled rejection: ${w.verb} is not a function`],
  ],
  "memory-leak": [
    (r) => ["warn", `GC pause of ${r.int(700, 4000)} ms, old generation nearly exhausted`],
    (r) => ["error", `java.lang.OutOfMemoryError: Java heap space (requested ${r.int(100, 9000)} bytes)`],
    (r, w) => ["warn", `memory pressure: dropping ${w.subject} caches`, ["freed", `${r.int(1, 9)}MB`]],
    (r) => [
      "error",
      `Allocation failed - JavaScript heap out of memory, mark-sweep took ${r.int(500, 3000)} ms`,
    ],
    (r) => ["error", `MemoryError: unable to allocate ${r.int(4, 96)} MiB for an array`],
    (r, w) => ["fatal", `oom-killer: killed process ${r.int(100, 30000)} (${w.subject})`],
    (r) => ["warn", `full collection reclaimed only ${r.int(0, 2)} percent, ${r.int(3, 30)} in a row`],
  ],
  "certificate-expired": [
    (r) => ["error", `x509: certificate has expired or is not yet valid`, ["conn", r.int(100, 9999)]],
    (r, w) => ["error", `TLS handshake with client failed: certificate expired`, [w.idKey, r.hex(8)]],
    (r) => [
      "error",
      `SSLHandshakeException: PKIX path validation failed: validity check failed`,
      ["port", r.int(30000, 60000)],
    ],
    (r) => [
      "error",
      `SSL routines:tls_process_server_certificate:certificate verify failed`,
      ["fd", r.int(5, 900)],
    ],
    (r, w) => [
      "error",
      `serving ${w.subject} over an expired leaf, peer 10.1.${r.int(0, 99)}.${r.int(1, 254)} hung up`,
    ],
    (r) => ["error", `CERT_HAS_EXPIRED: secure channel refused`, ["session", r.hex(6)]],
  ],
  "disk-full": [
    (r, w) => ["error", `write /data/${w.subject}/${r.hex(6)}.seg: no space left on device`],
    (r, w) => ["error", `ENOSPC: cannot append to ${w.subject} journal`, ["fd", r.int(3, 900)]],
    (r) => ["error", `could not extend file "base/16384/${r.int(1000, 99999)}": No space left on device`],
    (r, w) => ["fatal", `flush of ${w.subject} segment ${r.int(1, 999)} failed, volume is full`],
    (r) => ["error", `IOError [Errno 28] while saving chunk ${r.int(1, 9999)}`],
    (r, w) => ["error", `disk quota exceeded for ${w.subject}`, ["block", r.int(1, 99999)]],
  ],
  "retry-storm": [
    (r, w) => ["warn", `too many requests for ${w.subject}, answered 429`, ["queue", r.int(500, 9000)]],
    (r) => ["error", `worker pool saturated: ${r.int(200, 2000)} waiting, rejecting`],
    (r, w) => ["warn", `load shedding: ${w.subject} request ${r.hex(8)} dropped`],
    (r) => ["error", `503 overloaded, backlog ${r.int(1000, 30000)}`],
  ],
  "noisy-neighbour": [
    (r) => ["warn", `CPU throttled for ${r.int(200, 900)} ms in the last period`],
    (r) => ["warn", `scheduler delay ${r.int(300, 2000)} ms, steal time ${r.int(30, 80)}%`],
    (r) => ["warn", `event loop blocked for ${r.int(300, 3000)} ms`],
    (r) => ["warn", `disk wait ${r.int(200, 1500)} ms, device busy ${r.int(95, 100)}%`],
  ],
};

/** What a service writes whose callee fails, by how it fails. */
const OF_CALLERS: Readonly<Partial<Record<IncidentKind, readonly Bad[]>>> = {
  "dependency-down": [
    (r, _w, peer) => ["error", `connect ECONNREFUSED 10.3.${r.int(0, 99)}.${r.int(1, 254)}:8080 (${peer})`],
    (r, w, peer) => ["error", `${peer} is unreachable, ${w.subject} ${r.int(1000, 99999)} failed`],
    (r, _w, peer) => [
      "error",
      `I/O error on GET request for "http://${peer}/v1/${r.hex(6)}": Connection refused`,
    ],
    (r, _w, peer) => ["error", `circuit breaker for ${peer} is open`, ["failures", r.int(20, 400)]],
    (r, _w, peer) => ["error", `dial tcp: lookup ${peer}: no route to host`, ["attempt", r.int(1, 3)]],
    (r, w, peer) => [
      "error",
      `502 while waiting for ${peer} to ${w.verb}`,
      ["after", `${r.int(900, 5000)}ms`],
    ],
    (r, _w, peer) => ["error", `no healthy endpoint of ${peer}`, ["tried", r.int(2, 6)]],
  ],
  "certificate-expired": [
    (r, _w, peer) => ["error", `x509: certificate of ${peer} has expired`, ["call", r.hex(6)]],
    (r, _w, peer) => ["error", `TLS handshake with ${peer} failed: bad certificate`, ["ms", r.int(3, 40)]],
    (r, _w, peer) => [
      "error",
      `calling ${peer}: unable to verify the first certificate`,
      ["try", r.int(1, 3)],
    ],
  ],
  "retry-storm": [
    (r, _w, peer) => ["warn", `retrying call to ${peer}, attempt ${r.int(2, 9)}`],
    (r, _w, peer) => ["warn", `${peer} answered 503, backing off ${r.int(10, 400)} ms`],
    (r, _w, peer) => ["warn", `repeat ${r.int(2, 12)} of request ${r.hex(6)} to ${peer}`],
  ],
};

/** How callers of callers notice: requests of theirs fail. */
const FURTHER_UP: readonly Bad[] = [
  (r, w, peer) => ["error", `${peer} answered 500 for ${w.subject} ${r.int(1000, 99999)}`],
  (r, _w, peer) => ["error", `request to ${peer} timed out after ${r.int(1000, 5000)} ms`],
  (r, _w, peer) => ["error", `upstream ${peer} failed`, ["status", r.pick([500, 502, 504])]],
];

/** A writer of bad lines, which keeps to the two phrasings it drew. */
export type BadLineWriter = () => WrittenLine;

export function causeWriter(
  kind: IncidentKind,
  words: Vocabulary,
  random: Random,
): BadLineWriter | undefined {
  return writerOf(OF_CAUSE[kind], words, random, "");
}

export function callerWriter(
  kind: IncidentKind,
  words: Vocabulary,
  random: Random,
  peer: string,
): BadLineWriter | undefined {
  // A dependency that fails in another way than these is seen by its callers as failed requests.
  return writerOf(OF_CALLERS[kind] ?? FURTHER_UP, words, random, peer);
}

export function furtherWriter(words: Vocabulary, random: Random, peer: string): BadLineWriter {
  return writerOf(FURTHER_UP, words, random, peer) as BadLineWriter;
}

function writerOf(
  pool: readonly Bad[] | undefined,
  words: Vocabulary,
  random: Random,
  peer: string,
): BadLineWriter | undefined {
  if (pool === undefined) return undefined;
  const drawn = [random.pick(pool), random.pick(pool)] as const;
  return () => {
    const [severity, message, ...fields] = drawn[random.next() < 0.75 ? 0 : 1](random, words, peer);
    return { severity, text: words.layout(message, fields) };
  };
}
