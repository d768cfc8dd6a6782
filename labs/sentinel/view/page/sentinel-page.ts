import { count, formatMemory, formatPercent } from "../../../common/format-numbers.ts";
import { palette } from "../../../dashboard/index.ts";
import { HEAT_COLOURS, HEAT_WORDS, heatSvg, heatWords } from "../heat-svg.ts";
import { dateAndTime, kindWords, timeOfDay } from "../incident-words.ts";
import type { SentinelRecord } from "../sentinel-record.ts";
import type { Heat } from "../sentinel-state.ts";
import { elapsedWords, number, watchedWords } from "../state-words.ts";
import { incidentHtml } from "./incident-html.ts";
import { sentinelPageStyle } from "./page-style.ts";
import { text } from "./page-text.ts";
import { seriesSvg } from "./series-svg.ts";
import { tilesHtml } from "./tiles-html.ts";
import { hiddenRows, timelineSvg } from "./timeline-svg.ts";
import { workHtml } from "./work-html.ts";

const WIDE_PX = 872;
const NARROW_PX = 326;
const HALF_PX = 424;
/** Work of agents that belongs to no incident; more is counted. */
const MOST_OTHER_WORK = 60;

/**
 * A run of the Sentinel as one HTML page: no script, no other file, light or dark like the reader's system. What comes from
 * logs is text, whatever it contains.
 */
export function sentinelPage(record: SentinelRecord): string {
  const { state, machine, startedAt, seed } = record;
  const title = titleOf(record);
  const facts = [
    watchedWords(state),
    `${dateAndTime(startedAt)} to ${timeOfDay(state.clock)} UTC${state.isSimulated ? ", simulated," : ""} in ${elapsedWords(state.elapsed)} min`,
    ...(seed === undefined ? [] : [`seed ${seed}`]),
    `${count(machine.cores, "core")}, Node ${machine.node}, ${machine.platform}`,
  ];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${text(title)}</title>
<style>${sentinelPageStyle}</style>
</head>
<body>
<header>
<p class="kicker">DevOps Sentinel ${state.isSimulated ? '<span class="simulated">simulated services</span>' : ""}</p>
<h1>${text(title)}</h1>
<p class="facts">${text(facts.join(" · "))}</p>
</header>
<main>
${tilesHtml(record)}
${timelineHtml(record)}
<section aria-labelledby="incidents"><h2 id="incidents">Incidents</h2>
${state.incidents.length === 0 ? "<p>No incident was found.</p>" : state.incidents.map((incident, index) => incidentHtml(incident, index, record)).join("\n")}
</section>
${heatHtml(record)}
${chartsHtml(record)}
${truthHtml(record)}
${otherWorkHtml(record)}
${sentencesHtml(record)}
</main>
</body>
</html>
`;
}

function titleOf({ state }: SentinelRecord): string {
  const { incidents, about } = state;
  const amount = incidents.length === 0 ? "No incident" : count(incidents.length, "incident");
  return `${amount} in ${about}`;
}

function timelineHtml(record: SentinelRecord): string {
  const { judged, state } = record;
  if (state.incidents.length === 0 && (judged?.injected.length ?? 0) === 0) return "";
  const hidden = hiddenRows(record);
  const legend = [
    ...(judged === undefined
      ? []
      : [
          [
            '<rect x="1" y="1" width="20" height="12" rx="3" fill="none" stroke="currentColor" stroke-width="1.4"/>',
            "what was injected",
          ],
        ]),
    [`<rect x="0" y="2" width="22" height="10" rx="3" fill="${palette.blue}"/>`, "what was reported"],
    ...(judged !== undefined && judged.falseAlarms.length > 0
      ? [
          [
            `<rect x="0" y="2" width="22" height="10" rx="3" fill="${palette.failure}"/>`,
            "reported, but not injected",
          ],
        ]
      : []),
    ...(judged !== undefined && judged.lookAlikes.length > 0
      ? [
          [
            '<rect x="1" y="1" width="20" height="12" rx="3" fill="none" stroke="currentColor" stroke-width="1.4" stroke-dasharray="3 3"/>',
            "harmless look-alike",
          ],
        ]
      : []),
  ];
  return `<section aria-labelledby="timeline"><h2 id="timeline">${judged === undefined ? "Timeline" : "What happened, and what was reported"}</h2>
<div class="wide">${timelineSvg(record, WIDE_PX)}</div><div class="narrow">${timelineSvg(record, NARROW_PX)}</div>
${hidden > 0 ? `<p class="soft">… and ${hidden} more.</p>` : ""}
<ul class="legend">${legend.map(([sign, words]) => `<li><svg width="22" height="14" aria-hidden="true">${sign}</svg>${words}</li>`).join("")}</ul>
</section>`;
}

const LEVELS: readonly Heat[] = [0, 1, 2, 3];

function heatHtml({ state }: SentinelRecord): string {
  if (state.services.length === 0) return "";
  const legend = LEVELS.map(
    (level) =>
      `<li><svg width="12" height="12" aria-hidden="true"><rect width="12" height="12" rx="2" fill="${HEAT_COLOURS[level]}"${level === 0 ? ' fill-opacity="0.5"' : ""}/></svg>${HEAT_WORDS[level]}</li>`,
  );
  return `<section aria-labelledby="services"><h2 id="services">Services in this run</h2>
<p>${text(heatWords(state.heat))}, at their worst.</p>
<div class="wide">${heatSvg(state.heat, { width: WIDE_PX, names: state.services })}</div><div class="narrow">${heatSvg(state.heat, { width: NARROW_PX })}</div>
<ul class="legend">${legend.join("")}</ul></section>`;
}

function chartsHtml({ samples }: SentinelRecord): string {
  if (samples.length < 2) return "";
  const charts = [
    {
      title: "Lines a second",
      series: {
        label: "Lines a second over the run",
        colour: palette.blue,
        points: samples.map(({ elapsed, linesPerSecond }) => [elapsed, linesPerSecond] as const),
        format: (value: number) => (value >= 10_000 ? `${number(value / 1000)} k` : number(value)),
      },
    },
    {
      title: "Memory of the process",
      series: {
        label: "Memory over the run",
        colour: palette.green,
        points: samples.map(({ elapsed, memoryMB }) => [elapsed, memoryMB] as const),
        format: formatMemory,
      },
    },
  ];
  return `<section aria-label="Measurements"><div class="charts">${charts
    .map(
      ({ title, series }) =>
        `<div><h3>${title}</h3><div class="wide">${seriesSvg(series, HALF_PX)}</div><div class="narrow">${seriesSvg(series, NARROW_PX)}</div></div>`,
    )
    .join("")}</div></section>`;
}

function truthHtml({ judged, state }: SentinelRecord): string {
  if (judged === undefined || judged.injected.length === 0) return "";
  const found = new Map(state.incidents.map((incident) => [incident.id, incident]));
  const rows = judged.injected.map(({ kind, service, startsAt, affected, incident }) => {
    const reported = incident === undefined ? undefined : found.get(incident);
    const what = reported === undefined ? "✕ missed" : `✓ ${kindWords(reported.kind)} in ${reported.service}`;
    const delay = reported === undefined ? "" : `${Math.max(0, reported.openedAt - startsAt).toFixed(1)} s`;
    return `<tr><td>${timeOfDay(startsAt)}</td><td>${text(kindWords(kind))}</td><td>${text(service)}</td><td class="number">${affected.length}</td><td>${text(what)}</td><td class="number">${delay}</td></tr>`;
  });
  return `<section aria-labelledby="truth"><h2 id="truth">Against the truth</h2>
<p>The simulated fleet knows what it did. Recall ${formatPercent(judged.recall * 100)}, precision ${formatPercent(judged.precision * 100)}.</p>
<div class="scroll" tabindex="0" role="region" aria-label="What was injected and what was reported"><table class="truth">
<thead><tr><th scope="col">At</th><th scope="col">Injected</th><th scope="col">In</th><th scope="col" class="number">Services</th><th scope="col">Reported as</th><th scope="col" class="number">After</th></tr></thead>
<tbody>${rows.join("")}</tbody></table></div></section>`;
}

function otherWorkHtml({ works }: SentinelRecord): string {
  const others = works.filter(({ incident }) => incident === undefined);
  if (others.length === 0) return "";
  const hidden = others.length - MOST_OTHER_WORK;
  return `<section aria-labelledby="others"><h2 id="others">Looked at, and no incident</h2>
${others
  .slice(-MOST_OTHER_WORK)
  .map((work) => workHtml(work, "h3"))
  .join("\n")}
${hidden > 0 ? `<p class="soft">… and ${hidden} before these.</p>` : ""}</section>`;
}

function sentencesHtml({ state }: SentinelRecord): string {
  if (state.sentences.length === 0) return "";
  return `<section aria-labelledby="sentences"><h2 id="sentences">What there was to say</h2><ul>${state.sentences.map((sentence) => `<li>${text(sentence)}</li>`).join("")}</ul></section>`;
}
