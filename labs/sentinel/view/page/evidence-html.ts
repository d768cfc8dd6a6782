import { count } from "../../../common/format-numbers.ts";
import type { Evidence } from "../../finding.ts";
import { timeOfDay } from "../incident-words.ts";
import { text } from "./page-text.ts";

/** The lines that prove an incident. Lines that differ in their numbers only are shown once, with how many there are. */
export function evidenceHtml(evidence: readonly Evidence[]): string {
  if (evidence.length === 0) return "<p>None was kept.</p>";
  const alike = Map.groupBy(evidence, ({ service, shows, line }) =>
    JSON.stringify([service, shows, line.replace(/\d+/gu, "0")]),
  );
  return [...alike.values()].map(figureOf).join("\n");
}

function figureOf(lines: readonly Evidence[]): string {
  const { service, line, shows } = lines[0] as Evidence;
  const times = lines.map(({ time }) => time);
  const first = timeOfDay(Math.min(...times));
  const last = timeOfDay(Math.max(...times));
  const when = lines.length === 1 ? first : `${count(lines.length, "line")} like this, ${first} to ${last}`;
  return `<figure class="evidence"><figcaption>${text(shows)} <span class="soft">${text(service)}, ${when} UTC</span></figcaption><pre tabindex="0">${text(line)}</pre></figure>`;
}
