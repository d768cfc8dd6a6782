/**
 * A grader of its own, for tests in which it is started with open files, or killed. Argument: JSON. It calls one function of an answer and
 * prints what came, or the number of the answer's process when nothing comes within the time given.
 */

import { type WallPlan, wallOf } from "../../../../kit/sandbox/isolation/index.ts";
import { AnswerProcess, loadAnswer } from "../../../../kit/sandbox/process/index.ts";

const { plan, root, directory, code, call } = JSON.parse(process.argv[2] ?? "{}") as {
  plan: WallPlan;
  root: string;
  directory: string;
  code: string;
  call: string;
};
const answer = new AnswerProcess({ root, directory, wall: wallOf(plan, root) });
const submission = await loadAnswer(answer, { code, file: "/answer.js" });
const timer = setTimeout(() => console.log(answer.pid), 300);
console.log(JSON.stringify(await submission.call(call)));
clearTimeout(timer);
await answer.end();
