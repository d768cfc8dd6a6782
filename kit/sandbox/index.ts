/**
 * Running one answer, isolated: a process of its own, a sandbox of the operating system around it, and the calls of checks into it.
 * Loading this door starts nothing.
 */
export { findSandbox } from "./isolation/find-sandbox.ts";
export type { FindSandboxOptions } from "./isolation/find-sandbox-options.ts";
export { type KeptSandbox, keptSandbox } from "./isolation/kept/kept-sandbox.ts";
export { defaultLimits, type Limits } from "./isolation/limits.ts";
export { processesOf } from "./isolation/processes.ts";
export {
  isSandbox,
  type Probe,
  type Sandbox,
  type SandboxMissing,
  type SelfTestResult,
} from "./isolation/sandbox.ts";
export {
  isSandboxKind,
  type SandboxConfig,
  type SandboxKind,
  sandboxKinds,
} from "./isolation/sandbox-config.ts";
export { sandboxLauncher } from "./isolation/sandbox-launcher.ts";
export { AnswerFault, type FaultCode } from "./process/answer-fault.ts";
export { AnswerProcess, type AnswerProcessOptions } from "./process/answer-process.ts";
export { AnswerProcesses, loadAnswer } from "./process/answer-processes.ts";
export type { AnswerUsage, ThreadUsage } from "./process/answer-usage.ts";
export { CodecError } from "./process/codec/codec-error.ts";
export { type CompiledAnswer, type Forbidden, NOTHING_FORBIDDEN } from "./process/compiled-answer.ts";
export type { RemoteInstance } from "./process/remote-instance.ts";
export { MissingNameError, RemoteSubmission, UnexploredError } from "./process/remote-submission.ts";
export { answerErrors, type ReceivedValue } from "./process/remote-values.ts";
