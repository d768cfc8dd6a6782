import type { Limits } from "./limits.ts";
import type { SandboxKind } from "./sandbox-config.ts";

export interface FindSandboxOptions {
  /** The course's folder, whose lab the answers may import. */
  readonly root: string;
  /** The kind of sandbox. @default `bwrap` where it works, else `unshare`; the other kinds only when they are named */
  readonly prefer?: SandboxKind;
  /** Limits that differ from {@link defaultLimits}. */
  readonly limits?: Partial<Limits>;
  /** For the kind `user`: files and folders, beside the course's, that answers must not reach. */
  readonly outOfReach?: readonly string[];
}
