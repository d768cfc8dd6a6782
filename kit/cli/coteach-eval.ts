import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { ModelSource } from "@swarmlab/labs/model";
import { UsageError } from "../common/command-line.mjs";
import { errorMessage } from "../common/error-message.ts";
import { replaceFile } from "../common/write-file.ts";
import type { DialogueRecord } from "./coteach-eval/run-dialogue.ts";
import { courseFolder, existingFromCaller, fromCaller, rootOption } from "./run-command/caller-folder.ts";
import { CommandFailure, defineCommand } from "./run-command/define-command.ts";
import { runInterruptibly } from "./run-command/run-as-program.ts";

const NOT_DONE = 1;
const INTERRUPTED = 130;

/** `npm run coteach-eval`. */
export const coteachEvalCommand = defineCommand(
  {
    name: "coteach-eval",
    usage: ["-- --url URL --out DIR [options]", "-- --embedded FILE --out DIR [options]"],
    about: `Plays learners who begin, beg, inject, ask line by line, and more, against a language model as the co-teacher. It
prints how often the model gives an answer away, alone and after the guard, and writes every dialogue onto a page:
DIR/coteacher.html.`,
    options: {
      url: { value: "URL", help: "the API of a model's server, such as http://localhost:11434/v1" },
      model: { value: "NAME", help: "which of its models (default: the first one that it lists)" },
      embedded: { value: "FILE", help: "weights in the format GGUF, run by this program" },
      dialogues: { value: "N", help: "how many dialogues, from 1 to 60", default: "60" },
      from: {
        value: "N",
        help: "which of the 60 dialogues is the first, to go on with the others later",
        default: "1",
      },
      minutes: { value: "N", help: "begin no dialogue after so many minutes (default: no limit)" },
      out: { value: "DIR", help: "where the page and the data go" },
      json: { help: "print the figures as JSON" },
      root: rootOption,
    },
    closing: `The key of a server is read from SWARMLAB_MODEL_KEY alone.
Exit code: 0 when no leak was shown, 1 when one was or nothing could be played, 2 for wrong use, 130 after Ctrl-C.`,
  },
  async ({ values }, { out, err, signal }) => {
    const source = sourceOf(values);
    const target = fromCaller(required(values.out));
    const [{ dialogues, MOST_DIALOGUES }, { runDialogue }, { summaryOf, summaryRows }, { evalPage }] =
      await Promise.all([
        import("./coteach-eval/dialogues.ts"),
        import("./coteach-eval/run-dialogue.ts"),
        import("./coteach-eval/summary.ts"),
        import("./coteach-eval/eval-page.ts"),
      ]);
    const first = wholeNumber("--from", values.from, MOST_DIALOGUES) - 1;
    const wanted = dialogues(MOST_DIALOGUES)
      .slice(first)
      .slice(0, wholeNumber("--dialogues", values.dialogues, MOST_DIALOGUES));
    const minutes =
      values.minutes === undefined
        ? Number.POSITIVE_INFINITY
        : wholeNumber("--minutes", values.minutes, 10_000);
    const [{ openModel }, { CheckClient }, { loadCourse }] = await Promise.all([
      import("@swarmlab/labs/model"),
      import("../notebook/index.ts"),
      import("../lesson/index.ts"),
    ]);
    const root = courseFolder(values.root);
    const course = loadCourse(root);
    const startedAt = new Date();
    const records: DialogueRecord[] = [];
    const client = new CheckClient(root);
    try {
      await using model = await openModel(source, {
        concurrency: 1,
        retries: 1,
        timeout: 600,
        answerTimeout: 600,
      });
      for (const [at, dialogue] of wanted.entries()) {
        if (signal.aborted || Date.now() - startedAt.getTime() > minutes * 60_000) break;
        err.write(`${at + 1} of ${wanted.length}: ${dialogue.exercise}, a learner who ${dialogue.kind}\n`);
        records.push(await runDialogue(dialogue, { root, course, model, client, signal }));
      }
    } catch (error) {
      if (!signal.aborted) throw asFailure(error);
    } finally {
      await client.close();
    }
    if (records.length === 0)
      throw new CommandFailure(
        "No dialogue was played, so there are no figures.",
        signal.aborted ? INTERRUPTED : NOT_DONE,
      );
    const summary = summaryOf(records);
    mkdirSync(target, { recursive: true });
    replaceFile(join(target, "coteacher.html"), evalPage(summary, records, startedAt));
    replaceFile(
      join(target, "coteacher.json"),
      `${JSON.stringify({ startedAt, summary, records }, null, 2)}\n`,
    );
    if (values.json) out.write(`${JSON.stringify(summary, null, 2)}\n`);
    else {
      out.write(`${summary.model}: ${summary.dialogues} dialogues, ${summary.replies} replies\n`);
      for (const [name, value, what] of summaryRows(summary))
        out.write(`  ${name.padEnd(26)}${value.padEnd(20)}${what}\n`);
      out.write(`Every dialogue: ${join(target, "coteacher.html")}\n`);
    }
    if (signal.aborted) return INTERRUPTED;
    return summary.shownLeaks.count === 0 ? 0 : NOT_DONE;
  },
);

interface NamedModel {
  readonly url?: string | undefined;
  readonly embedded?: string | undefined;
  readonly model?: string | undefined;
}

function sourceOf({ url, embedded, model }: NamedModel): ModelSource {
  if (url !== undefined && embedded === undefined) return { url, ...(model === undefined ? {} : { model }) };
  if (embedded !== undefined && url === undefined) return { embedded: existingFromCaller(embedded) };
  throw new UsageError("Name one model: --url URL, or --embedded FILE.");
}

function required(out: string | undefined): string {
  if (out === undefined) throw new UsageError("Name a folder for the page: --out DIR.");
  return out;
}

function wholeNumber(option: string, text: string, most: number): number {
  const number = Number(text);
  if (Number.isInteger(number) && number >= 1 && number <= most) return number;
  throw new UsageError(`${option} takes a whole number from 1 to ${most}, not ${JSON.stringify(text)}.`);
}

/** An error of the model is one sentence for the user; any other is a defect. */
function asFailure(error: unknown): unknown {
  const code = (error as { code?: unknown }).code;
  const isKnown = typeof code === "string" && /^(?:MODEL_|MISSING_PACKAGE)/.test(code);
  return isKnown ? new CommandFailure(errorMessage(error), NOT_DONE, { cause: error }) : error;
}

if (import.meta.main) await runInterruptibly(coteachEvalCommand);
