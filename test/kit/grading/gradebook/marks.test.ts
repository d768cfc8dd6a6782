import { expect, test } from "vitest";
import { exerciseHtml } from "../../../../kit/checking/feedback/html.ts";
import { withoutMarks } from "../../../../kit/common/sentence-html.ts";
import { classPage } from "../../../../kit/grading/gradebook/class-page.ts";
import { ClassStats } from "../../../../kit/grading/gradebook/class-stats.ts";
import { feedbackPage } from "../../../../kit/grading/gradebook/feedback-page.ts";
import { reviewPage } from "../../../../kit/grading/review/review-page.ts";
import { check, report, row } from "./rows.ts";
import { facts } from "./sample-class.ts";

const said = (what: string) => `${what}: the numbers *below* \`howMany\`, **all** of them`;

const marked = report(
  "01.1",
  [
    check(said("a check"), { status: "failed", essential: true, message: said("a message") }),
    check(said("another check")),
  ],
  { notes: [said("a note")] },
);
const reports = [marked, report("01.2", [], { problem: said("a problem") })];
const student = row("ann", reports, {
  graded: { exercises: reports, manual: [], seconds: 1, exerciseSeconds: { "01.1": 1 } },
  status: "needs attention",
  reason: said("a reason"),
  manual: [
    { id: "01.m1", title: "Why", max: 5, rubric: [said("a rubric")], comment: said("a comment"), text: "" },
  ],
});

/** What a reader sees of a page. */
const seen = (html: string) => html.replace(/<(style|script)\b[\s\S]*?<\/\1>|<[^>]*>/g, "");

const pages: [name: string, html: () => string | Promise<string>, said: string[]][] = [
  ["feedback in a notebook", () => exerciseHtml(marked), ["a check", "a message", "a note"]],
  [
    "a student's page",
    () => feedbackPage(student),
    ["a check", "a message", "a note", "a problem", "a reason", "a rubric", "a comment"],
  ],
  [
    "the page for points by hand",
    () =>
      reviewPage([
        {
          ...{ student: "ann", lesson: "01", cell: "01.m1", title: "Why", max: 5 },
          ...{ rubric: [said("a rubric")], text: "", comment: "" },
        },
      ]),
    ["a rubric"],
  ],
  [
    "the page of a class",
    () => {
      const stats = new ClassStats();
      stats.add(student, ["feedback", "ann", "01.html"]);
      return classPage({ stats, facts, problems: [said("a file")], similar: [], folder: "/class/out" });
    },
    ["a message", "a reason", "a file"],
  ],
];

test.each(pages)(
  "%s shows no raw marks of Markdown where a check or a lesson speaks",
  async (_, page, texts) => {
    const text = seen(await page());
    for (const one of texts) expect(text).toContain(`${one}: the numbers below howMany, all of them`);
    expect(text).not.toMatch(/\*below|`howMany|\*\*all/);
  },
);

test("a chart shows a check's name without marks", () => {
  expect(withoutMarks("at most `room` lines wait *here*")).toBe("at most room lines wait here");
  expect(withoutMarks("2 ** 53 + 1 === 2 ** 53")).toBe("2 ** 53 + 1 === 2 ** 53");
});

test("a class of which no check has run has its page all the same", async () => {
  const stats = new ClassStats();
  stats.add(row("bob", [report("01.1", [])]), ["feedback", "bob", "01.html"]);
  const page = await classPage({ stats, facts, problems: [], similar: [], folder: "/class/out" });
  expect(page).toContain("1 with points");
});
