import type { LogEvent } from "../log-event.ts";
import type { Deploy, Investigation, Neighbour, Signal, TemplateChange } from "../signal.ts";
import { isBad } from "../signals/severity.ts";
import type { Template } from "../templates/template.ts";
import type { ServiceWatch } from "./service-watch.ts";
import type { Topology } from "./topology.ts";

const MOST_NEIGHBOURS = 16;
const NEIGHBOUR_BAD_LINES = 8;
const NEIGHBOUR_LAST_LINES = 2;
const MOST_TEMPLATES = 40;
const RECENT_SECONDS = 300;
const DEPLOYS_SECONDS = 3600;

/** Puts together what an investigator gets: copies of plain data, nothing that the lead goes on to change. */
export function buildInvestigation(
  signal: Signal,
  watch: ServiceWatch,
  topology: Topology,
  watchOf: (service: string) => ServiceWatch | undefined,
): Investigation {
  const now = signal.noticedAt;
  const near = topology.neighboursOf(watch.name).flatMap(({ service, relation }) => {
    const other = watchOf(service);
    return other === undefined ? [] : [{ other, relation }];
  });
  near.sort((a, b) => unusualness(b.other, now) - unusualness(a.other, now));
  const neighbours = near.slice(0, MOST_NEIGHBOURS).map(
    ({ other, relation }): Neighbour => ({
      service: other.name,
      relation,
      signals: other.signals.filter(({ noticedAt }) => now - noticedAt < RECENT_SECONDS),
      lines: neighbourLines(other, now),
    }),
  );
  const deploys = [watch, ...near.map(({ other }) => other)]
    .flatMap(({ deploys }): readonly Deploy[] => deploys)
    .filter(({ time }) => now - time < DEPLOYS_SECONDS);
  return { signal, lines: ownLines(watch), templates: templateChanges(watch, signal), neighbours, deploys };
}

function unusualness(watch: ServiceWatch, now: number): number {
  const isAlarmed = watch.alarm === undefined ? 0 : 1000;
  return (
    isAlarmed + watch.badLines.last(NEIGHBOUR_BAD_LINES).filter(({ event }) => now - event.seenAt < 60).length
  );
}

/** The last lines, and bad lines that came before them. */
function ownLines(watch: ServiceWatch): LogEvent[] {
  const last = watch.lines.last().map(({ event }) => event);
  const oldest = last[0]?.seenAt ?? 0;
  const bad = watch.badLines.last().map(({ event }) => event);
  return [...bad.filter(({ seenAt }) => seenAt < oldest), ...last];
}

function neighbourLines(watch: ServiceWatch, now: number): LogEvent[] {
  const bad = watch.badLines
    .last(NEIGHBOUR_BAD_LINES)
    .map(({ event }) => event)
    .filter(({ seenAt }) => now - seenAt < RECENT_SECONDS);
  const last = watch.lines
    .last(NEIGHBOUR_LAST_LINES)
    .map(({ event }) => event)
    .filter((event) => !bad.includes(event));
  return [...bad, ...last].sort((a, b) => a.seenAt - b.seenAt);
}

function templateChanges(watch: ServiceWatch, { firstLineAt, noticedAt }: Signal): TemplateChange[] {
  const kept = watch.lines.last();
  const from = Math.max(firstLineAt, kept[0]?.event.seenAt ?? firstLineAt);
  const counts = new Map<Template, number>();
  for (const { event, template } of kept)
    if (event.seenAt >= from) counts.set(template, (counts.get(template) ?? 0) + 1);
  const span = Math.max(1, noticedAt - from);
  const age = Math.max(60, firstLineAt - watch.firstSeen);
  const templates = [...watch.miner.templates];
  const usual =
    watch.alarm?.usual ??
    new Map(
      templates.map((template) => {
        const earlier = Math.max(0, template.count - (counts.get(template) ?? 0));
        return [template, template.firstSeen >= firstLineAt ? 0 : earlier / age];
      }),
    );
  if (watch.alarm !== undefined) watch.alarm.usual = usual;
  const changes = templates.map(
    (template): TemplateChange => ({
      template: template.text,
      before: usual.get(template) ?? 0,
      since: (counts.get(template) ?? 0) / span,
      severity: template.severity,
    }),
  );
  const weight = ({ before, since, severity }: TemplateChange) =>
    Math.abs(since - before) * (isBad(severity) ? 10 : 1) + before;
  return changes.sort((a, b) => weight(b) - weight(a)).slice(0, MOST_TEMPLATES);
}
