import { type CheckReport, essentialSentence } from "../../checking/index.ts";
import type { Row } from "./gradebook.ts";

/**
 * A `results.json` as Gradescope reads it: a test for each visible check, and one for the hidden checks of an exercise together,  which learners see when grades are published.
 */
export function gradescopeResults(row: Omit<Row, "upload">): unknown {
  const reports = row.graded?.exercises ?? [];
  const tests = reports.flatMap(({ id, title, checks, needs, problem = "" }) => {
    // A test without a score: its points are open.
    if (needs) return [{ name: `${id} ${title}`, number: id, output: problem, visibility: "visible" }];
    const hidden = checks.filter((check) => check.hidden);
    return [
      ...checks.filter((check) => !check.hidden).map((check, index) => checkTest(check, id, index)),
      ...(hidden.length === 0 ? [] : [hiddenTest(hidden, id, title)]),
      ...essentialTest(checks, id),
    ];
  });
  const byHand = row.exercises.flatMap(({ id, title, points, max, byHand }) =>
    byHand
      ? [
          {
            name: `${id} ${title}`,
            number: id,
            score: points,
            max_score: max,
            output: byHand.comment,
            visibility: "visible",
          },
        ]
      : [],
  );
  const settled = new Set(byHand.map(({ number }) => number));
  return {
    ...(row.total === undefined ? {} : { score: row.total }),
    output: row.reason,
    output_format: "text",
    test_output_format: "text",
    test_name_format: "text",
    visibility: "visible",
    stdout_visibility: "hidden",
    tests: [
      ...tests.filter(({ number }) => !settled.has(number.split(" ")[0] as string)),
      ...byHand,
      ...row.manual.flatMap(({ id, title, points, max, comment }) =>
        points === undefined
          ? []
          : [
              {
                name: `${id} ${title}`,
                number: id,
                score: points,
                max_score: max,
                output: comment,
                visibility: "visible",
              },
            ],
      ),
    ],
  };
}

function checkTest(check: CheckReport, exercise: string, index: number) {
  const named = { name: `${exercise} ${check.name}`, number: `${exercise} ${index + 1}` };
  // A test without a score: its points are open.
  if (check.status === "open") return { ...named, output: check.message, visibility: "visible" };
  return {
    ...named,
    score: check.points,
    max_score: check.maxPoints,
    status: check.status === "passed" ? "passed" : "failed",
    output: check.message,
    visibility: "visible",
  };
}

/** A test without points that says why the total is less than the sum, where an essential check did not pass. */
function essentialTest(checks: readonly CheckReport[], exercise: string) {
  const output = essentialSentence(checks);
  if (output === undefined) return [];
  const name = `${exercise} what the exercise is about`;
  return [{ name, number: `${exercise} essential`, status: "failed", output, visibility: "visible" }];
}

function hiddenTest(checks: readonly CheckReport[], exercise: string, title: string) {
  const sum = (pick: (check: CheckReport) => number) =>
    checks.reduce((total, check) => total + pick(check), 0);
  const held = checks.filter((check) => check.status === "passed").length;
  const named = { name: `${exercise} hidden checks`, number: `${exercise} hidden` };
  const output = `${held} of ${checks.length} hidden checks of “${title}” hold.`;
  if (checks.some(({ status }) => status === "open"))
    return { ...named, output: `${output} The others wait for a person.`, visibility: "after_published" };
  return {
    ...named,
    score: sum((check) => check.points),
    max_score: sum((check) => check.maxPoints),
    status: held === checks.length ? "passed" : "failed",
    output,
    visibility: "after_published",
  };
}
