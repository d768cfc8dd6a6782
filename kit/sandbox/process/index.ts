/** The answer's own process and how checks reach into it. */
export { AnswerFault, type FaultCode } from "./answer-fault.ts";
export {
  AnswerProcess,
  type AnswerProcessOptions,
  answerErrors,
} from "./answer-process.ts";
export { AnswerProcesses, type CompiledAnswer, loadAnswer } from "./answer-processes.ts";
export type { AnswerUsage, ThreadUsage } from "./answer-usage.ts";
export { CodecError } from "./codec.ts";
export type { RemoteInstance } from "./remote-instance.ts";
export { MissingNameError, RemoteSubmission } from "./remote-submission.ts";
export { unwalled } from "./runner-command.ts";
export { runnerArguments } from "./runner-options.ts";
export type { Command, Enclosure, RunnerCommand, Wall } from "./wall.ts";
