import { readResearchRequest } from "./research/research-request.ts";
import { CommandFailure, defineCommand } from "./run-command/define-command.ts";
import { runInterruptibly } from "./run-command/run-as-program.ts";

const NOT_ANSWERED = 1;
const INTERRUPTED = 130;

/** `npm run research`. */
export const researchCommand = defineCommand(
  {
    name: "research",
    usage: ['-- "QUESTION" [options]'],
    about: `Answers a question from the texts of a folder, with a report in which every citation was compared with its source.
A lead plans questions, workers read in parallel, a writer quotes, critics check. It needs no model and no network.`,
    options: {
      corpus: {
        value: "FOLDER",
        help: "what to read: texts, licences and the comments of sources (default: the project's node_modules)",
      },
      workers: { value: "N", help: "how many researchers read", default: "6" },
      rounds: { value: "N", help: "how many drafts the writer may write", default: "3" },
      json: { help: "print the report as JSON" },
    },
    positionals: true,
    closing:
      "Exit code: 0 for a report with citations, 1 when the corpus does not answer or cannot be read,\n2 for wrong use, 130 after Ctrl-C.",
  },
  async ({ values, positionals }, { out, err, signal }) => {
    const request = readResearchRequest(values, positionals);
    const [{ ResearchError, runResearch }, { researchProgressLine }] = await Promise.all([
      import("@swarmlab/labs/research"),
      import("./research/research-progress-line.ts"),
    ]);
    const line = researchProgressLine(err);
    try {
      const report = await runResearch({ ...request, signal, onProgress: line.tell });
      line.clear();
      out.write(values.json ? `${JSON.stringify(report, null, 2)}\n` : String(report));
      return report.citations.length > 0 ? 0 : NOT_ANSWERED;
    } catch (error) {
      line.clear();
      if (signal.aborted)
        throw new CommandFailure("Interrupted: there is no report.", INTERRUPTED, { cause: error });
      if (!ResearchError.is(error)) throw error;
      throw new CommandFailure(error.message, NOT_ANSWERED, { cause: error });
    }
  },
);

if (import.meta.main) await runInterruptibly(researchCommand);
