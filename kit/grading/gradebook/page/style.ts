/** The style of every page of a gradebook: one column, light or dark as the reader's system is, light on paper. */
export const pageStyle = `
:root {
  color-scheme: light dark;
  --page: #f5f6f8; --card: #ffffff; --line: #d8dce2; --ink: #1b222c; --soft: #4b5563; --accent: #1f6bb0; --code: #f1f3f6;
  --good: #1d7a3d; --bad: #b3331f; --warn: #8a5a00; --good-tint: #e5f4ea; --bad-tint: #fbe9e6; --warn-tint: #fbf1dc; --none-tint: #eceef1;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #111418; --card: #1c2127; --line: #363d46; --ink: #e8eaed; --soft: #b3bac4; --accent: #7db8ea; --code: #252b33;
    --good: #6fd08c; --bad: #ff9a85; --warn: #f0c060; --good-tint: #1d3526; --bad-tint: #41231e; --warn-tint: #3d3118; --none-tint: #2b3138;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; padding: 28px 16px 56px; background: var(--page); color: var(--ink);
  font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Liberation Sans", Arial, sans-serif;
  -webkit-text-size-adjust: 100%;
}
header, main, footer { max-width: 860px; margin: 0 auto; }
.wide header, .wide main, .wide footer { max-width: 1240px; }
h1 { font-size: 1.75rem; line-height: 1.2; margin: 0.2em 0 0.4em; text-wrap: balance; overflow-wrap: anywhere; }
h2 { font-size: 1.15rem; margin: 0; overflow-wrap: anywhere; }
h3 { font-size: 1rem; margin: 1.2em 0 0.4em; }
p { margin: 0.5em 0; max-width: 72ch; overflow-wrap: anywhere; }
a { color: var(--accent); }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.kicker { margin: 0; font-weight: 600; letter-spacing: 0.02em; color: var(--soft); }
.soft, footer { color: var(--soft); }
section, article {
  background: var(--card); border: 1px solid var(--line); border-radius: 10px; margin: 0 0 16px; padding: 18px 20px;
}
article.good { border-left: 5px solid var(--good); }
article.bad { border-left: 5px solid var(--bad); }
article.open { border-left: 5px solid var(--warn); }
.head { display: flex; justify-content: space-between; gap: 1em; align-items: baseline; }
.points { white-space: nowrap; font-weight: 700; font-variant-numeric: tabular-nums; }
.good > .head .points { color: var(--good); }
.bad > .head .points { color: var(--bad); }
.summary { display: flex; flex-wrap: wrap; gap: 12px; margin: 0 0 16px; padding: 0; list-style: none; }
.summary li { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 12px 18px; min-width: 8em; }
.summary b { display: block; font-size: 1.6rem; line-height: 1.2; font-variant-numeric: tabular-nums; }
.summary span { color: var(--soft); }
.badge { display: inline-block; padding: 0.05em 0.6em; border-radius: 1em; font-size: 0.9rem; font-weight: 600; white-space: nowrap; background: var(--none-tint); }
.badge.graded { background: var(--good-tint); color: var(--good); }
.badge.late { background: var(--warn-tint); color: var(--warn); }
.badge.waiting { background: var(--warn-tint); color: var(--warn); }
.badge.attention { background: var(--bad-tint); color: var(--bad); }
.meter { display: flex; height: 10px; border-radius: 5px; overflow: hidden; background: var(--none-tint); margin: 0.6em 0 0; }
.meter rect { fill: var(--good); }
.checks { list-style: none; margin: 0.8em 0 0; padding: 0; }
.checks > li { margin: 0.35em 0; padding-left: 1.7em; position: relative; overflow-wrap: anywhere; }
.checks .mark { position: absolute; left: 0; font-weight: 700; }
.checks .passed > .mark { color: var(--good); }
.checks .failed > .mark { color: var(--bad); }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.values { margin: 0.2em 0 0.4em; border-collapse: collapse; }
.values th { text-align: left; vertical-align: top; font-weight: 400; color: var(--soft); padding: 1px 12px 1px 0; border: 0; position: static; background: none; }
.values td { text-align: left; padding: 1px 8px; background: var(--code); font: 0.9em/1.5 ui-monospace, monospace; white-space: pre-wrap; overflow-wrap: anywhere; border: 0; }
.note { border-left: 4px solid var(--warn); padding: 0.3em 0.9em; margin: 0.8em 0 0; background: var(--warn-tint); border-radius: 0 6px 6px 0; }
.alert { border-left: 4px solid var(--bad); padding: 0.5em 0.9em; background: var(--bad-tint); border-radius: 0 6px 6px 0; }
pre {
  background: var(--code); border-radius: 6px; padding: 10px 12px; margin: 0.5em 0; overflow: auto; max-height: 30em;
  font: 0.86rem/1.45 ui-monospace, monospace; tab-size: 2;
}
code { font: 0.9em ui-monospace, monospace; background: var(--code); padding: 0.05em 0.3em; border-radius: 4px; }
details { margin-top: 0.8em; }
summary { cursor: pointer; color: var(--accent); }
.scroll { overflow-x: auto; margin-top: 0.6em; }
.tall { max-height: 34em; overflow: auto; }
table { border-collapse: collapse; width: 100%; font-size: 0.92rem; font-variant-numeric: tabular-nums; }
th, td { padding: 0.4em 0.6em; text-align: left; border-bottom: 1px solid var(--line); vertical-align: top; overflow-wrap: anywhere; }
thead th { border-bottom-width: 2px; position: sticky; top: 0; background: var(--card); }
thead th { overflow-wrap: normal; white-space: nowrap; }
td:first-child { min-width: 5em; }
td:has(> a:first-child) { min-width: 11em; }
table.values { width: auto; font-size: inherit; }
.values td { min-width: 0; }
td.number, th.number { text-align: right; white-space: nowrap; }
form.answer { border-top: 1px solid var(--line); margin-top: 0.8em; }
form.answer[hidden] { display: none; }
.entry { display: flex; flex-wrap: wrap; gap: 0.6em 1.2em; align-items: baseline; max-width: none; }
.entry label:nth-of-type(2) { flex: 1; display: flex; gap: 0.5em; align-items: baseline; min-width: 16em; }
.entry label:nth-of-type(2) input { flex: 1; min-width: 0; }
input { font: inherit; color: inherit; background: var(--page); border: 1px solid var(--line); border-radius: 6px; padding: 0.2em 0.5em; }
.state.bad { color: var(--bad); }
.sort { all: unset; cursor: pointer; }
.sort:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.sort::after { content: " \\2195"; color: var(--soft); }
th[aria-sort="ascending"] .sort::after { content: " \\2191"; color: inherit; }
th[aria-sort="descending"] .sort::after { content: " \\2193"; color: inherit; }
.sortable td:last-child { min-width: 14em; }
figure { margin: 0.8em 0 0; }
figure img { display: block; max-width: 100%; height: auto; border-radius: 8px; }
@media (max-width: 640px) {
  body { padding: 16px 10px 32px; }
  section, article { padding: 14px; }
  h1 { font-size: 1.4rem; }
}
@media print {
  :root {
    --page: #ffffff; --card: #ffffff; --ink: #000000; --soft: #333333; --accent: #000000; --code: #f3f3f3;
    --good: #1d7a3d; --bad: #b3331f; --warn: #8a5a00; --good-tint: #ffffff; --bad-tint: #ffffff; --warn-tint: #ffffff;
  }
  body { padding: 0; font-size: 11pt; }
  article, section { break-inside: avoid; }
  pre, .tall { max-height: none; }
}
`;
