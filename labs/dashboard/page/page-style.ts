import { card, fontFamily } from "../theme.ts";

/** The page's style sheet: one column, light or dark like the reader's system, and always light on paper. */
export const pageStyle = `
:root {
  color-scheme: light dark;
  --page: #f5f6f8; --card: #ffffff; --line: ${card.stroke}; --ink: #1b222c; --soft: #4b5563; --accent: #1f6bb0;
}
@media (prefers-color-scheme: dark) {
  :root { --page: #111418; --card: #1c2127; --line: #363d46; --ink: #e8eaed; --soft: #b3bac4; --accent: #7db8ea; }
}
* { box-sizing: border-box; }
body {
  margin: 0; padding: 24px 16px 48px; background: var(--page); color: var(--ink);
  font: 16px/1.55 ${fontFamily}; -webkit-text-size-adjust: 100%;
}
header, main, footer { max-width: 824px; margin: 0 auto; }
h1 { font-size: 1.75rem; line-height: 1.2; margin: 0.2em 0 0.4em; text-wrap: balance; }
h2 { font-size: 1.2rem; margin: 0 0 0.6em; }
h3 { font-size: 1rem; margin: 1.2em 0 0.3em; }
p, li { max-width: 68ch; }
ul { padding-left: 1.2em; margin: 0.4em 0; }
.kicker, .facts, figcaption, footer { color: var(--soft); }
.kicker { margin: 0; font-weight: 600; letter-spacing: 0.02em; }
.facts { margin: 0 0 1.2em; }
.partial { border-left: 4px solid #c98300; padding: 0.5em 0.9em; background: var(--card); }
section, figure {
  background: var(--card); border: 1px solid var(--line); border-radius: 10px; margin: 0 0 16px; padding: 18px 20px;
}
figure { padding: 14px 16px; }
a { color: var(--accent); }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: 0.92rem; font-variant-numeric: tabular-nums; }
.note { color: var(--soft); font-size: 0.92rem; margin: 0.8em 0 0; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
th, td { padding: 0.4em 0.45em; text-align: right; white-space: nowrap; border-bottom: 1px solid var(--line); }
th[scope="row"], thead th:first-child { text-align: left; position: sticky; left: 0; background: var(--card); }
tbody th { font-weight: 400; }
thead th { border-bottom-width: 2px; font-weight: 600; }
tr.group > * { border-top: 2px solid var(--line); }
tr.best > * { font-weight: 700; }
tr.failed > * { color: var(--soft); }
.static svg, .live svg { display: block; max-width: 100%; height: auto; }
.static.narrow, .drawn .static { display: none; }
details { margin-top: 10px; color: var(--soft); }
summary { cursor: pointer; }
pre { overflow-x: auto; font-size: 12.5px; line-height: 1.35; color: var(--ink); }
@media (max-width: 640px) {
  body { padding: 16px 10px 32px; }
  section { padding: 14px; }
  figure { padding: 8px 4px; }
  figure > details { padding: 0 8px; }
  h1 { font-size: 1.4rem; }
  .static.wide { display: none; }
  .static.narrow { display: block; }
  .drawn .static.narrow { display: none; }
}
@media print {
  :root { --page: #ffffff; --card: #ffffff; --line: ${card.stroke}; --ink: #000000; --soft: #333333; --accent: #000000; }
  body { padding: 0; font-size: 11pt; }
  section, figure { border: none; padding: 0; break-inside: avoid; }
  .live, details, .files { display: none; }
  .static.wide, .drawn .static.wide { display: block; }
  .static.narrow, .drawn .static.narrow { display: none; }
}
`;
