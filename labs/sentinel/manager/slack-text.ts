import { cut } from "./cut.ts";

/** Text as it may stand in Slack's mrkdwn: the three characters that Slack reads as control characters are escaped. */
export function escapeSlack(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** An escaped text of at most so many characters, never cut inside an escape such as `&amp;`. */
export function cutSlackText(escaped: string, most: number): string {
  if (escaped.length <= most) return escaped;
  return `${cut(escaped, most)
    .slice(0, -1)
    .replace(/&[a-z]{0,3}$/, "")}…`;
}
