import type { Evidence, Finding } from "../finding.ts";
import type { IncidentKind } from "../fleet/ground-truth.ts";
import type { LogEvent } from "../log-event.ts";
import type { Investigation, Neighbour } from "../signal.ts";

/** Words of the field, by what they speak for. The first that fits counts. */
const WORDS: readonly (readonly [IncidentKind, RegExp])[] = [
  ["certificate-expired", /certificate|x509|\btls\b|\bssl|handshake|\bpkix\b|expired/iu],
  ["disk-full", /no space|enospc|disk quota|errno 28|volume is full|could not extend file/iu],
  ["memory-leak", /out ?of ?memory|\boom|heap|gc pause|memory|full collection|allocat/iu],
  ["noisy-neighbour", /throttl|steal|scheduler delay|event loop blocked|device busy|disk wait/iu],
  ["retry-storm", /too many requests|\b429\b|overload|saturated|shedding|backlog|retry|repeat|backing off/iu],
  ["dependency-down", /refused|unreachable|no route|circuit|no healthy|lookup|\b502\b/iu],
];
const DEPLOY_SECONDS = 600;

/**
 * An investigator of a hundred lines, to judge a lead by: it follows the services that bad lines name to the last one, and reads the
 * words of the field there. The swarm's investigators weigh more.
 */
export function investigateSimply(investigation: Investigation): Finding {
  const { signal, lines } = investigation;
  const bad = lines.filter((line) => isBad(line) && line.seenAt >= signal.firstLineAt - 1);
  const own = (cause: Finding["cause"], culprit = signal.service) =>
    finding(investigation, cause, culprit, bad);
  if (signal.kind === "clock-offset") return own("clock-skew");
  const peer = peerOf(investigation, bad);
  if (peer !== undefined) return own(causeOfPeer(peer, bad), deepest(peer, investigation));
  const noisy = noisyNeighbour(investigation, bad);
  if (noisy !== undefined) return own("noisy-neighbour", noisy);
  const deploy = investigation.deploys.find(
    ({ service, time }) =>
      service === signal.service && signal.firstLineAt - time < DEPLOY_SECONDS && time <= signal.noticedAt,
  );
  const spoken = causeOfWords(bad);
  if (spoken !== undefined && spoken !== "memory-leak" && deploy === undefined) return own(spoken);
  if (bad.length >= 3 && deploy !== undefined) return own("bad-deploy");
  if (spoken !== undefined) return own(spoken);
  if (signal.kind === "value-drift") return own(causeOfValue(signal.reason));
  if (signal.kind === "silence" || signal.kind === "rate-down") return own("dependency-down");
  return own(bad.length < 3 ? "harmless" : "unknown");
}

function isBad({ severity }: LogEvent): boolean {
  return severity === "warn" || severity === "error" || severity === "fatal";
}

function causeOfWords(lines: readonly LogEvent[]): IncidentKind | undefined {
  const votes = WORDS.map(
    ([kind, words]) => [kind, lines.filter(({ text }) => words.test(text)).length] as const,
  );
  const [kind, count] = votes.reduce((best, vote) => (vote[1] > best[1] ? vote : best));
  return count >= Math.max(1, lines.length / 4) ? kind : undefined;
}

/** The callee that most of the bad lines are about. */
function peerOf({ neighbours }: Investigation, bad: readonly LogEvent[]): Neighbour | undefined {
  const callees = neighbours.filter(({ relation }) => relation === "calls");
  return callees.find(({ service }) => bad.filter((line) => isAbout(line, service)).length > bad.length / 2);
}

function isAbout({ text, attributes }: LogEvent, service: string): boolean {
  if (attributes["peer.service"] === service) return true;
  const at = text.indexOf(service);
  // "cart-api" is not named by "cart-api-2".
  return at >= 0 && !/[\w-]/u.test(text[at + service.length] ?? "") && !/[\w-]/u.test(text[at - 1] ?? "");
}

function causeOfPeer(peer: Neighbour, bad: readonly LogEvent[]): Finding["cause"] {
  const spoken = causeOfWords(bad);
  if (spoken === "certificate-expired" || spoken === "retry-storm") return spoken;
  const theirs = peer.lines.filter(isBad);
  return causeOfWords(theirs) ?? (theirs.length >= 3 ? "unknown" : "dependency-down");
}

/** Goes on to the service that the peer's own bad lines are about. */
function deepest(peer: Neighbour, { neighbours }: Investigation): string {
  const theirs = peer.lines.filter(isBad);
  const further = theirs
    .map(({ attributes }) => attributes["peer.service"])
    .find((name) => typeof name === "string");
  if (typeof further === "string") return further;
  const named = neighbours.find(
    ({ service }) =>
      service !== peer.service && theirs.filter((line) => isAbout(line, service)).length > theirs.length / 2,
  );
  return named?.service ?? peer.service;
}

function noisyNeighbour({ signal, neighbours }: Investigation, bad: readonly LogEvent[]): string | undefined {
  const isSqueezed = causeOfWords(bad) === "noisy-neighbour" || /steal|throttl/iu.test(signal.reason);
  if (!isSqueezed) return undefined;
  const residents = neighbours.filter(({ relation }) => relation === "same-host");
  const loud = residents.find(({ signals }) => signals.some(({ kind }) => kind === "rate-up"));
  // It shows no bad lines of its own.
  const innocent = residents.find(({ lines, signals }) => signals.length === 0 && !lines.some(isBad));
  return (loud ?? innocent)?.service ?? signal.service;
}

function causeOfValue(reason: string): Finding["cause"] {
  if (/heap|mem|rss/iu.test(reason)) return "memory-leak";
  if (/disk|volume|full|mount/iu.test(reason)) return "disk-full";
  return "harmless";
}

function finding(
  { signal }: Investigation,
  cause: Finding["cause"],
  culprit: string,
  bad: readonly LogEvent[],
): Finding {
  const evidence = bad
    .slice(0, 3)
    .map(({ service, seenAt, text }): Evidence => ({ service, time: seenAt, line: text, shows: cause }));
  return {
    ...{ signalId: signal.id, service: signal.service, cause, culprit, confidence: 0.5, evidence },
    ...{ knownIssues: [], steps: [] },
  };
}
