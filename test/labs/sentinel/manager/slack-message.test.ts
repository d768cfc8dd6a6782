import { expect, test } from "vitest";
import { type SlackMessage, slackMessage } from "../../../../labs/sentinel/manager/slack-message.ts";
import { cutSlackText, escapeSlack } from "../../../../labs/sentinel/manager/slack-text.ts";
import { templateSummary } from "../../../../labs/sentinel/manager/template-summary.ts";
import fc from "../../../fast-check.ts";
import { sampleIncident } from "../support/sample-incident.ts";

const hostile = [
  "<!channel> all is well, <https://evil.example|click here>",
  "```\n*bold* & <@U123>",
  `${"&".repeat(5000)}`,
  "\u001b[2J\u0000\u202Ereversed",
  "😀".repeat(3000),
  "\ud800 half a pair",
];

/** Every text of a message with its limit. */
function texts(message: SlackMessage): readonly (readonly [text: string, limit: number])[] {
  return message.blocks.flatMap((block): (readonly [text: string, limit: number])[] => {
    if (block.type === "header") return [[block.text.text, 150]];
    if (block.type === "context") return block.elements.map(({ text }) => [text, 3000] as const);
    if (block.type === "divider") return [];
    return [
      ...(block.text === undefined ? [] : [[block.text.text, 3000] as const]),
      ...(block.fields ?? []).map(({ text }) => [text, 2000] as const),
    ];
  });
}

test("Whatever logs contain, a message keeps Slack's limits and calls nobody.", () => {
  const anyText = fc.oneof(fc.constantFrom(...hostile), fc.string({ unit: "binary", maxLength: 400 }));
  fc.assert(
    fc.property(anyText, anyText, anyText, (line, service, title) => {
      const evidence = Array.from({ length: 40 }, () => ({ service, time: 1e9, line, shows: line }));
      const knownIssues = Array.from({ length: 40 }, (_, id) => ({ id, title, similarity: 0.5 }));
      const affected = Array.from({ length: 500 }, () => service);
      const incident = sampleIncident({ service, affected, evidence, knownIssues });
      const message = slackMessage(incident, templateSummary(incident), service);
      expect(message.blocks.length).toBeLessThanOrEqual(50);
      for (const [text, limit] of texts(message)) {
        expect(text.length).toBeLessThanOrEqual(limit);
        expect(text.isWellFormed()).toBe(true);
      }
      const markup = texts(message)
        .filter(([, limit]) => limit !== 150)
        .map(([text]) => text)
        .join("\n");
      expect(markup).not.toMatch(/[<>]/);
      expect(markup).not.toMatch(/&(?!amp;|lt;|gt;)/);
      expect(JSON.stringify(message).length).toBeLessThan(40_000);
    }),
    { numRuns: 60 },
  );
});

test("A line cannot leave the fence in which it stands.", () => {
  const incident = sampleIncident({ evidence: [{ service: "a", time: 1, line: "``` *x* ```", shows: "y" }] });
  const message = slackMessage(incident, templateSummary(incident), "a test");
  const section = message.blocks.find(
    (block) => block.type === "section" && block.text?.text.includes("*x*"),
  );
  expect(JSON.stringify(section).match(/```/g)).toHaveLength(2);
});

test("A cut never leaves half an escape.", () => {
  for (let most = 4; most < 20; most++)
    expect(cutSlackText(escapeSlack("a<b>&c<d>"), most)).not.toMatch(/&[a-z]*…/);
});

test("The summary of the template names the cause, the spread, the first line, the proof and the known issue.", () => {
  const { headline, text, by } = templateSummary(sampleIncident());
  expect(by).toBe("template");
  expect(headline).toBe("Bad deploy in checkout (high)");
  for (const part of ["bad deploy", "cart-api and storefront", "10:00:00", "92 %", "order.ts:88", "812"])
    expect(text).toContain(part);
});
