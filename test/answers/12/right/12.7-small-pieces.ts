// exercise 12.7 · The page
// A small function makes each element; characters are written as their numbers.
import { speedupChart } from "@swarmlab/labs";

const written = (text: string) =>
  [...text].map((letter) => (/[\w .,:%-]/.test(letter) ? letter : `&#${letter.codePointAt(0)};`)).join("");
const element = (tag: string, ...inside: readonly string[]) => `<${tag}>${inside.join("\n")}</${tag}>`;

async function page(title: string, rows: readonly BenchmarkRow[]): Promise<string> {
  const { winner, because } = analyse(rows);
  const last = rows.reduce((most, { agents }) => Math.max(most, agents), 0);
  const compared = rows.filter(({ agents }) => agents === last);
  const { svg } = await speedupChart(compared.map(({ approach, seconds }) => ({ label: approach, seconds })));
  const cells = ({ approach, agents, seconds, speedup }: BenchmarkRow) =>
    [approach, `${agents}`, `${(seconds * 1000).toFixed(1)} ms`, `${speedup.toFixed(1)} times`]
      .map(written)
      .map((text) => element("td", text));
  return `<!DOCTYPE html>
<html lang="en">${element("head", '<meta charset="utf-8">', element("title", written(title)))}${element(
    "body",
    element("h1", element("em", written(title))),
    element("p", winner === null ? "It is a tie." : `${written(winner)} is ahead.`),
    element("ol", ...because.map((reason) => element("li", written(reason)))),
    element("table", ...rows.map((row) => element("tr", ...cells(row)))),
    svg,
  )}</html>`;
}
