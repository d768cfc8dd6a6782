/** A wall of the operating system around answers. */
export { type FindSandboxOptions, findSandbox } from "./find-sandbox.ts";
export { defaultLimits, type Limits } from "./limits.ts";
export { isSandboxKind, type SandboxKind, sandboxKinds, type WallPlan } from "./plan.ts";
export { isSandbox, type Probe, type Proof, type Sandbox, type SandboxMissing } from "./sandbox.ts";
export { wallOf } from "./wall-of.ts";
