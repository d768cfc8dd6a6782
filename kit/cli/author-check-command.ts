import { resolve } from "node:path";
import { parseArgs } from "node:util";
import type { AuthorReport, Finding } from "../authoring/index.ts";
import { LessonError } from "../lesson/index.ts";

const HELP = `Usage: npm run author-check [-- OPTIONS]

Holds the lessons to the author's contract: every starter fails every one of its checks, every solution and every
other correct answer passes them all, every wrong answer in test/answers is caught by the check meant for it with
feedback that helps; hints climb and keep the answer; each lesson has all its parts; words are spelled, links resolve,
pictures have words, notebooks are built. docs/authors.md explains each rule.

Options:
  --lesson NN      look at this lesson only (may be given several times)
  --repeat N       try each solution N times (default: 1)
  --notebooks      run the solved notebooks in the kernel too, and hold each to 40 s
  --no-answers     leave out the answers: the rules on the text alone, in seconds
  --mutants        instead, change the solutions in small ways and see which changes no check notices;
                   writes test/lessons/mutation/score.json
  --json           print the report as JSON
  --root FOLDER    the course's folder (default: the one this program belongs to)
  --help           this text

Exit code: 0 when the contract is kept, 1 when something is to mend, 2 for wrong use.
`;

/** Where the command writes. */
export interface AuthorCheckStreams {
  readonly out: NodeJS.WritableStream & { isTTY?: boolean };
  readonly err: NodeJS.WritableStream & { isTTY?: boolean };
}

/** `npm run author-check`. @returns the exit code */
export async function authorCheckCommand(
  argv: readonly string[],
  { out, err }: AuthorCheckStreams,
): Promise<number> {
  let values: ReturnType<typeof parse>;
  try {
    values = parse(argv);
  } catch (error) {
    err.write(
      `${(error as Error).message.split(". ")[0]}. Run npm run author-check -- --help to see what there is.\n`,
    );
    return 2;
  }
  if (values.help) {
    out.write(HELP);
    return 0;
  }
  const repeat = Number(values.repeat ?? 1);
  if (!Number.isInteger(repeat) || repeat < 1) {
    err.write(`--repeat wants a whole number from 1 on, and got ${values.repeat}.\n`);
    return 2;
  }
  // Only now, so that a slip in the command is answered at once: this brings vitest and a compiler.
  const { authorCheck } = await import("../authoring/index.ts");
  const { courseRoot } = await import("../common/course-root.ts");
  const progress = progressOn(err, values.json ?? false);
  try {
    if (values.mutants) {
      const { mutants } = await import("./mutants.ts");
      const root = resolve(values.root ?? courseRoot());
      return await mutants(root, values.lesson, out, (done, of) => progress.show(done, of, "mutants"));
    }
    const report = await authorCheck({
      root: resolve(values.root ?? courseRoot()),
      ...(values.lesson === undefined ? {} : { lessons: values.lesson }),
      repeat,
      answers: !values["no-answers"],
      notebooks: values.notebooks ?? false,
      onTried: ({ done, of }) => progress.show(done, of),
    });
    progress.end();
    out.write(values.json ? `${JSON.stringify(jsonOf(report), null, 2)}\n` : await textOf(report));
    return report.findings.length === 0 ? 0 : 1;
  } catch (error) {
    progress.end();
    if (!LessonError.isLessonError(error) && (error as { code?: unknown }).code !== "CHECK_FILE") throw error;
    // A broken lesson source, or a check file that cannot be loaded: the sentence says which.
    err.write(`${(error as Error).message}\n`);
    return 1;
  }
}

const parse = (argv: readonly string[]) =>
  parseArgs({
    args: [...argv],
    options: {
      lesson: { type: "string", multiple: true },
      repeat: { type: "string" },
      "no-answers": { type: "boolean" },
      mutants: { type: "boolean" },
      notebooks: { type: "boolean" },
      json: { type: "boolean" },
      root: { type: "string" },
      help: { type: "boolean", short: "h" },
    },
  }).values;

/** A line that counts, on a terminal; elsewhere one line for each fifty. */
function progressOn(err: AuthorCheckStreams["err"], silent: boolean) {
  let wrote = false;
  return {
    show(done: number, of: number, what = "answers") {
      if (silent) return;
      if (err.isTTY) err.write(`\r${done} of ${of} ${what} judged `);
      else if (done % 50 === 0 || done === of) err.write(`${done} of ${of} ${what} judged\n`);
      wrote = err.isTTY === true;
    },
    end() {
      if (wrote) err.write("\r\u001B[K");
      wrote = false;
    },
  };
}

function jsonOf({ findings, figures, seconds }: AuthorReport) {
  return { ok: findings.length === 0, seconds, figures, findings };
}

async function textOf({ findings, figures, seconds, tried }: AuthorReport): Promise<string> {
  const { figuresText, findingText } = await import("../authoring/index.ts");
  const lines = [...findings].sort(byPlace).map(findingText);
  const end =
    findings.length === 0
      ? `The contract is kept: ${tried.length} answers judged in ${seconds.toFixed(0)} s.`
      : `${findings.length} ${findings.length === 1 ? "thing" : "things"} to mend; ${tried.length} answers judged in ${seconds.toFixed(0)} s.`;
  return `${[...lines, ...(lines.length > 0 ? [""] : []), figuresText(figures), "", end].join("\n")}\n`;
}

function byPlace(one: Finding, other: Finding): number {
  const key = ({ lesson = "", exercise = "", file = "", line = 0 }: Finding) =>
    `${lesson} ${exercise} ${file} ${String(line).padStart(6, "0")}`;
  return key(one) < key(other) ? -1 : 1;
}
