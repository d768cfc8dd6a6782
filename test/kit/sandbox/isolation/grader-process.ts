/**
 * A grader in a process of its own, for tests that start it with open files or kill it. Argument: JSON. It calls one function of an answer and
 * prints the result. Of a function that spins for ever it prints the number of the answer's process, after 300 ms.
 */

import {
  AnswerProcess,
  loadAnswer,
  type SandboxConfig,
  sandboxLauncher,
} from "../../../../kit/sandbox/index.ts";

const { config, root, directory, code, call } = JSON.parse(process.argv[2] ?? "{}") as {
  config: SandboxConfig;
  root: string;
  directory: string;
  code: string;
  call: string;
};
const answer = new AnswerProcess({ root, directory, launcher: sandboxLauncher(config, root) });
const submission = await loadAnswer(answer, { code, file: "/answer.js" });
if (call === "spin") setTimeout(() => console.log(answer.pid), 300);
console.log(JSON.stringify(await submission.call(call)));
await answer.end();
