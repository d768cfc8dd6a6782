import {
  type AuthorReport,
  authorCheck,
  CONTRACT_FILE,
  type Finding,
  figuresText,
  findingText,
} from "../../authoring/index.ts";
import { LessonError } from "../../lesson/index.ts";
import { CommandFailure, type CommandStream, type CommandTools } from "../run-command/define-command.ts";
import { judgeCourseMutants } from "./judge-course-mutants.ts";

/** What to look at, and how. */
export interface AuthorCheckRequest {
  readonly root: string;
  /** The lessons to look at, by two digits. @default all */
  readonly lessons?: readonly string[];
  /** How many times each solution is tried, at least 1. */
  readonly repeat: number;
  readonly answers: boolean;
  /** Whether each wrong answer is tried on every check. */
  readonly everyCheck: boolean;
  readonly notebooks: boolean;
  readonly json: boolean;
}

/** Exit code. */
const TO_MEND = 1;

/**
 * Holds lessons to the author's contract and prints what is to mend.
 *
 * @returns the exit code
 * @throws CommandFailure for a lesson source or a check file that cannot be read
 */
export async function holdToContract(request: AuthorCheckRequest, tools: CommandTools): Promise<number> {
  const { json, ...options } = request;
  const { out } = tools;
  return watched(request, tools, async (onJudged) => {
    const report = await authorCheck({
      ...options,
      onResult: ({ done, of }) => onJudged(done, of, "answers"),
    });
    return () => {
      out.write(json ? `${JSON.stringify(jsonOf(report), null, 2)}\n` : contractText(report));
      return report.findings.length === 0 ? 0 : TO_MEND;
    };
  });
}

/** Changes the solutions in small ways and prints the changes that no check notices. Returns and throws as `holdToContract` does. */
export function holdMutantsToContract(request: AuthorCheckRequest, tools: CommandTools): Promise<number> {
  const { root, lessons } = request;
  return watched(request, tools, async (onJudged) => {
    const { text, isGood } = await judgeCourseMutants(root, lessons, (done, of) =>
      onJudged(done, of, "mutants"),
    );
    return () => {
      tools.out.write(text);
      return isGood ? 0 : TO_MEND;
    };
  });
}

type OnJudged = (done: number, of: number, what: string) => void;

/** Shows progress while the work goes on; then reports. */
async function watched(
  { json }: AuthorCheckRequest,
  { err }: CommandTools,
  work: (onJudged: OnJudged) => Promise<() => number>,
): Promise<number> {
  const progress = progressOn(err, json);
  try {
    const report = await work(progress.show);
    progress.end();
    return report();
  } catch (error) {
    progress.end();
    if (!LessonError.is(error) && (error as { code?: unknown }).code !== "CHECK_FILE") throw error;
    // A broken lesson source, or a check file that cannot be loaded: the sentence names the file.
    throw new CommandFailure((error as Error).message, TO_MEND, { cause: error });
  }
}

/** Shows how many answers are judged: one line that is rewritten on a terminal, elsewhere one line for each fifty. */
function progressOn(err: CommandStream, isSilent: boolean) {
  let wrote = false;
  return {
    show(done: number, of: number, what: string) {
      if (isSilent) return;
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

/** What is to mend, the figures, and whether the contract is kept. */
export function contractText({ findings, figures, seconds, results, leftOut }: AuthorReport): string {
  const lines = [...findings].sort(byPlace).map(findingText);
  const but = leftOut.length === 0 ? "" : ` but for ${leftOut.join(", ")}, which ${CONTRACT_FILE} leaves out`;
  const end =
    findings.length === 0
      ? `The contract is kept${but}: ${results.length} answers judged in ${seconds.toFixed(0)} s.`
      : `${findings.length} ${findings.length === 1 ? "thing" : "things"} to mend; ${results.length} answers judged in ${seconds.toFixed(0)} s.`;
  return `${[...lines, ...(lines.length > 0 ? [""] : []), figuresText(figures), "", end].join("\n")}\n`;
}

function byPlace(one: Finding, other: Finding): number {
  const key = ({ lesson = "", exercise = "", file = "", line = 0 }: Finding) =>
    `${lesson} ${exercise} ${file} ${String(line).padStart(6, "0")}`;
  return key(one) < key(other) ? -1 : 1;
}
