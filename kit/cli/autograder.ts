/**
 * What `run_autograder` calls in Gradescope's container: grades one submission, writes its results.json, and always ends with 0 where there is
 * one.
 */
import { mkdirSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { parseArgs } from "node:util";
import { errorMessage } from "../common/error-message.ts";
import { replaceFile } from "../common/write-file.ts";
import { gradeSubmission, placesIn, ungraded } from "../release/gradescope/autograder/index.ts";
import { isSandboxKind } from "../sandbox/isolation/index.ts";

const { values } = parseArgs({
  options: {
    /** Gradescope's folder. */
    autograder: { type: "string", default: "/autograder" },
    /** A kind of sandbox, and no other. */
    sandbox: { type: "string" },
    /** Gradescope ends a container after 10 minutes, unless the assignment gives it more. */
    seconds: { type: "string", default: "540" },
  },
});
const places = placesIn(resolve(values.autograder));
const { sandbox } = values;
let results: unknown;
try {
  if (sandbox !== undefined && !isSandboxKind(sandbox)) throw new Error(`There is no sandbox ${sandbox}.`);
  results = await gradeSubmission(places, {
    seconds: Number(values.seconds),
    ...(sandbox ? { sandbox } : {}),
  });
} catch (error) {
  // For the instructor, who sees what is printed.
  console.error(error);
  const why = errorMessage(error);
  results = ungraded(
    `This submission was not graded, because the autograder failed; that is not your fault, tell your instructor. ${why}`,
  );
}
mkdirSync(dirname(places.resultsFile), { recursive: true });
replaceFile(places.resultsFile, `${JSON.stringify(results, null, 2)}\n`);
// Nothing that grading left behind keeps the container waiting.
process.exit(0);
