import type { Row } from "../../../../kit/grading/gradebook/gradebook.ts";
import { check, report, row } from "./rows.ts";

/** Checks of four exercises, and how hard each is: the share of the class that fails it. */
const exercises = [
  [
    "01.1",
    "Predict",
    [
      ["oneMore: the prediction comes true", 0.1],
      ["mixed: the prediction comes true", 0.45],
    ],
  ],
  [
    "01.2",
    "Exact to the last digit",
    [
      ["adds the squares of the numbers below 10, as a BigInt", 0.05],
      ["is exact to the last digit at 5,000,000", 0.3],
      ["is exact right where a number begins to fail", 0.35],
      ["is exact for sizes that were not announced", 0.4, "hidden"],
    ],
  ],
  [
    "01.3",
    "A stopwatch",
    [
      ["the time of the work is in it, in seconds", 0.2],
      ["the clock is finer than a millisecond", 0.5],
    ],
  ],
  [
    "01.4",
    "An agent from scratch",
    [
      ["a failure becomes a report as well, not an exception", 0.25],
      ["a report is frozen", 0.55],
      ["reports of one agent do not share their fields", 0.15, "hidden"],
    ],
  ],
] as const;

const names = [
  "Ada",
  "Björn",
  "Chiara",
  "Dmitri",
  "Emeka",
  "Fatima",
  "Grace",
  "Hiroshi",
  "Inés",
  "Jürgen",
  "Kwame",
  "Linh",
];
const families = ["Lindqvist", "Okafor", "Rossi", "Tanaka", "Müller", "Haddad", "Nguyen", "Silva"];

/** A made-up class of `size`, always the same. */
export function sampleClass(size = 60): Row[] {
  let seed = 7;
  const random = () => {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    return seed / 2147483648;
  };
  return Array.from({ length: size }, (_, index) => {
    const name = `${names[index % names.length]} ${families[(index * 5) % families.length]}`;
    const student = { id: `u${String(1000 + index)}`, name, email: `u${1000 + index}@example.org` };
    const skill = random() ** 0.6;
    const reports = exercises.map(([id, title, checks]) =>
      report(
        id,
        checks.map(([what, share, hidden]) => {
          const passes = random() + skill > share + 0.55;
          const mine = { hidden: hidden === "hidden" };
          if (passes) return check(what, mine);
          return check(what, {
            ...mine,
            status: "failed",
            message: `${what.slice(0, 24)}: expected 41666654166667500000n, got 41666654166667505664n`,
            expected: "41666654166667500000n",
            got: "41666654166667505664n",
          });
        }),
        {
          title,
          code: `// exercise ${id} · ${title}\nfunction answer(howMany: number): bigint {\n  return BigInt(howMany) ** 2n;\n}`,
          notes:
            random() < 0.05 ? [`Exercise ${id} stands in 2 cells; the last one counts (code cell 12).`] : [],
        },
      ),
    );
    const made = row(student.id, reports);
    const ahead = Math.round((random() ** 2 * 120 - 6) * 3_600_000);
    const common = { student, lesson: { id: "01", title: "One agent" }, ahead };
    const graded = {
      exercises: reports,
      manual: [],
      seconds: 0.8 + random(),
      exerciseSeconds: { "01.1": 0.05, "01.2": 0.3 + random() / 5, "01.3": 0.4, "01.4": 0.25 },
    };
    if (index % 23 === 11)
      return {
        ...made,
        ...common,
        status: "missing" as const,
        reason: "Nothing was handed in.",
        total: undefined as never,
        graded: undefined as never,
        ahead: undefined as never,
      };
    if (index % 19 === 5)
      return {
        ...made,
        ...common,
        status: "needs attention" as const,
        reason:
          "01-one-agent.ipynb is not a notebook: the file breaks off in the middle, as when a download or an upload was cut short. Save the notebook again in JupyterLab and check that file.",
        total: undefined as never,
        graded: undefined as never,
      };
    if (ahead < 0)
      return {
        ...made,
        ...common,
        graded,
        status: "late" as const,
        takenOff: 1,
        total: Math.max(0, (made.total ?? 0) - 1),
        reason: "It came 5 hours late: 10 % of the points were taken off.",
      };
    return { ...made, ...common, graded };
  });
}

export const facts = {
  lessons: [{ id: "01", title: "One agent", max: 11 }],
  columns: ["01.1", "01.2", "01.3", "01.4"],
  sandbox: ["54 notebooks were graded in a sandbox (bwrap)."],
};
