import { pageStyle, palette } from "../../../dashboard/index.ts";

/** The dashboard's style sheet, and what only this page has. */
export const sentinelPageStyle = `${pageStyle}
header, main, footer { max-width: 920px; }
.kicker { display: flex; flex-wrap: wrap; gap: 4px 10px; align-items: center; }
.simulated { border: 1px solid currentColor; border-radius: 99px; padding: 0 10px; font-size: 0.85rem; font-weight: 600; }
.soft { color: var(--soft); }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(190px, 1fr)); gap: 12px; margin: 0 0 16px; }
.tiles > div { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 12px 16px; }
.tiles dt { color: var(--soft); font-size: 0.88rem; }
.tiles dd { margin: 0; }
.tiles strong { display: block; font-size: 1.5rem; line-height: 1.3; font-variant-numeric: tabular-nums; }
.tiles span { color: var(--soft); font-size: 0.85rem; }
.legend { display: flex; flex-wrap: wrap; gap: 4px 18px; list-style: none; padding: 0; margin: 8px 0 0; color: var(--soft); font-size: 0.88rem; }
.legend svg { vertical-align: -2px; margin-right: 6px; }
.wide svg, .narrow svg { display: block; max-width: 100%; height: auto; }
.narrow { display: none; }
.charts { display: grid; grid-template-columns: 1fr 1fr; gap: 16px; }
.charts h3 { margin: 0 0 6px; }
section > details { margin: 0; }
details { color: var(--ink); }
.incident { border-top: 1px solid var(--line); }
.incident:first-of-type { border-top: none; }
.incident > summary { display: flex; flex-wrap: wrap; align-items: baseline; gap: 2px 10px; padding: 10px 0; overflow-wrap: anywhere; list-style: none; }
.incident > summary::-webkit-details-marker { display: none; }
.incident > summary::before { content: "▸"; width: 0.8em; color: var(--soft); }
.incident[open] > summary::before { content: "▾"; }
.incident > summary > .what { flex: 1; min-width: 60%; }
.incident > summary > .soft { flex-basis: 100%; padding-left: calc(0.8em + 10px); font-size: 0.92rem; }
.work > summary { overflow-wrap: anywhere; }
.incident > .body { padding: 0 0 14px calc(0.8em + 10px); }
.what { font-weight: 600; }
.badge { display: inline-block; min-width: 4.9em; text-align: center; border-radius: 6px; padding: 1px 8px; font-size: 0.82rem; font-weight: 600; color: #0d1117; background: ${palette.grey}; }
.badge.s1 { background: #f0743a; }
.badge.s2 { background: #dd9a1c; }
.badge.s3 { background: #6cb0e6; }
.evidence { border: none; padding: 0; margin: 0 0 10px; background: none; }
.evidence figcaption { color: var(--ink); }
pre { background: var(--page); border: 1px solid var(--line); border-radius: 6px; padding: 8px 10px; margin: 4px 0; max-height: 24em; overflow: auto; }
code { overflow-wrap: anywhere; font-size: 0.88em; }
p, li { max-width: 84ch; overflow-wrap: anywhere; }
.notes { list-style: none; padding: 0; }
.notes time { font-variant-numeric: tabular-nums; color: var(--soft); margin-right: 6px; }
.work { border-left: 3px solid var(--line); padding-left: 12px; margin: 4px 0; }
.work > summary { padding: 5px 0; }
h4, .work h3 { margin: 0.9em 0 0.2em; font-size: 0.95rem; }
table { font-size: 0.88rem; }
th, td { text-align: left; white-space: normal; }
th.number, td.number { text-align: right; white-space: nowrap; }
td.line { font-family: ui-monospace, monospace; font-size: 0.92em; overflow-wrap: anywhere; min-width: 16em; }
thead th:first-child, th[scope="row"] { position: static; background: none; }
thead th.number:first-child { text-align: right; }
.truth { min-width: 620px; }
@media (max-width: 640px) {
  .incident > .body { padding-left: 0; }
  .tiles { grid-template-columns: 1fr 1fr; gap: 8px; }
  .tiles > div { padding: 10px 12px; }
  .tiles strong { font-size: 1.25rem; }
  .wide { display: none; }
  .narrow { display: block; }
  .charts { grid-template-columns: 1fr; }
}
@media print { details > * { display: block; } .narrow { display: none; } pre { max-height: none; } }
`;
