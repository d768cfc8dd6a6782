import { formatPercent } from "../../common/format-numbers.ts";
import type { Incident } from "../incident.ts";
import { dateAndTime, kindWords, lengthWords, listNames, severityWord } from "../view/incident-words.ts";
import { printable } from "../view/printable.ts";
import { cut } from "./cut.ts";
import { cutSlackText, escapeSlack } from "./slack-text.ts";
import type { Summary } from "./summary.ts";

/** Slack's limits, from https://docs.slack.dev/reference/block-kit/blocks/. */
const LONGEST_HEADER = 150;
const LONGEST_SECTION = 3000;
const LONGEST_FIELD = 2000;
/** A whole message of Slack has at most 40,000 characters, and 50 blocks. */
const MOST_EVIDENCE = 5;
const MOST_ISSUES = 3;
const LONGEST_LINE = 600;

interface PlainText {
  readonly type: "plain_text";
  readonly text: string;
  readonly emoji: false;
}

interface Markdown {
  readonly type: "mrkdwn";
  readonly text: string;
  /** Names and addresses in the text stay text. */
  readonly verbatim: true;
}

export type SlackBlock =
  | { readonly type: "header"; readonly text: PlainText }
  | { readonly type: "section"; readonly text?: Markdown; readonly fields?: readonly Markdown[] }
  | { readonly type: "context"; readonly elements: readonly Markdown[] }
  | { readonly type: "divider" };

/** The body of a post to an incoming webhook of Slack. */
export interface SlackMessage {
  /** What notifications show. */
  readonly text: string;
  readonly blocks: readonly SlackBlock[];
}

/**
 * An incident as a message for Slack, in Block Kit, within Slack's limits. What comes from logs is escaped, so that a
 * line can neither call a channel nor show a link.
 *
 * @param about what is watched, and plainly whether it is simulated
 */
export function slackMessage(incident: Incident, summary: Summary, about: string): SlackMessage {
  const { id, evidence, knownIssues } = incident;
  return {
    text: markdown(summary.headline, LONGEST_SECTION).text,
    blocks: [
      {
        type: "header",
        text: { type: "plain_text", text: cut(printable(summary.headline), LONGEST_HEADER), emoji: false },
      },
      { type: "section", text: markdown(summary.text, LONGEST_SECTION) },
      { type: "section", fields: fieldsOf(incident) },
      ...(evidence.length === 0 ? [] : [{ type: "divider" } as const]),
      ...evidence.slice(0, MOST_EVIDENCE).map(evidenceBlock),
      ...(knownIssues.length === 0 ? [] : [issuesBlock(incident)]),
      {
        type: "context",
        elements: [markdown(`${about} · incident ${id} · ${writtenBy(summary)}`, LONGEST_FIELD)],
      },
    ],
  };
}

function fieldsOf(incident: Incident): readonly Markdown[] {
  const { kind, service, affected, severity, firstLineAt, confidence } = incident;
  return [
    ["Cause", kindWords(kind)],
    ["In", service],
    ["Severity", severityWord(severity)],
    ["Confidence", formatPercent(confidence * 100)],
    ["Since", `${dateAndTime(firstLineAt)} UTC, ${lengthWords(incident)}`],
    ["Shown by", listNames(affected)],
  ].map(([name = "", value = ""]) => ({
    type: "mrkdwn",
    text: cutSlackText(`*${name}*\n${escapeSlack(printable(value))}`, LONGEST_FIELD),
    verbatim: true,
  }));
}

function evidenceBlock({ service, time, line, shows }: Incident["evidence"][number]): SlackBlock {
  // A fence inside of the line would end the fence around it.
  const verbatim = escapeSlack(printable(cut(line, LONGEST_LINE))).replaceAll("```", "`\u200b`\u200b`");
  const head = escapeSlack(printable(`${service}, ${dateAndTime(time)} UTC: ${cut(shows, LONGEST_LINE)}`));
  const text = `${cutSlackText(head, LONGEST_SECTION - LONGEST_LINE * 3)}\n\`\`\`${cutSlackText(verbatim, LONGEST_LINE * 2)}\`\`\``;
  return { type: "section", text: { type: "mrkdwn", text, verbatim: true } };
}

function issuesBlock({ knownIssues }: Incident): SlackBlock {
  const lines = knownIssues
    .slice(0, MOST_ISSUES)
    .map(({ id, title, similarity }) => `• ${id}: ${cut(title, 200)} (similarity ${similarity.toFixed(2)})`);
  return { type: "section", text: markdown(["Known issues like it:", ...lines].join("\n"), LONGEST_SECTION) };
}

function writtenBy({ by, fallback }: Summary): string {
  if (fallback !== undefined) return `written from a template. ${fallback}`;
  return by === "template" ? "written from a template" : `written by ${by}`;
}

function markdown(text: string, most: number): Markdown {
  const lines = text.split("\n").map((line) => escapeSlack(printable(line)));
  return { type: "mrkdwn", text: cutSlackText(lines.join("\n"), most), verbatim: true };
}
