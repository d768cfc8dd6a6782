import type { Image } from "./image/build-image.ts";
import type { Limits } from "./limits.ts";

/** The kinds of sandbox, as `--sandbox` names them. See docs/decisions/0003-kinds-of-sandbox.md. */
export const sandboxKinds = ["bwrap", "unshare", "docker", "user", "none"] as const;
export type SandboxKind = (typeof sandboxKinds)[number];

/** Whether a word of the command line names a kind. */
export const isSandboxKind = (word: string): word is SandboxKind =>
  (sandboxKinds as readonly string[]).includes(word);

/** What a launcher needs to start answers in a sandbox. Plain data, so that it can be sent to threads and processes. */
export type SandboxConfig = BubblewrapConfig | UnshareConfig | DockerConfig | UserConfig | NoSandboxConfig;

interface IsolatedConfig {
  readonly image: Image;
  readonly limits: Limits;
}

/** Namespaces made by bubblewrap. */
export interface BubblewrapConfig extends IsolatedConfig {
  readonly kind: "bwrap";
  /** The program's path. */
  readonly program: string;
  /** Whether it can forbid further user namespaces. */
  readonly disablesNamespaces: boolean;
  /** The users that answers run as. Only where this process is root. */
  readonly users?: UnprivilegedUsers;
}

/** Namespaces made by util-linux. */
export interface UnshareConfig extends IsolatedConfig {
  readonly kind: "unshare";
  readonly program: string;
  readonly users?: UnprivilegedUsers;
}

/** Containers of Docker. */
export interface DockerConfig extends IsolatedConfig {
  readonly kind: "docker";
  readonly program: string;
  /** The id of the Docker image. */
  readonly imageId: string;
  /** The label of all containers of this run. */
  readonly label: string;
}

/** A process of another user, with limits and without namespaces. For containers that allow no namespaces, where this process is root. */
export interface UserConfig extends IsolatedConfig {
  readonly kind: "user";
  readonly users: UnprivilegedUsers;
  /** The path of `prlimit`. */
  readonly prlimit: string;
  /** Files and folders, beside the course's, that no answer may reach. */
  readonly outOfReach: readonly string[];
}

/** No sandbox: an ordinary process. On Linux its memory is watched. */
export interface NoSandboxConfig {
  readonly kind: "none";
  readonly limits: Limits;
}

/** A range of user numbers that are not in use. Each answer runs as one of them. */
export interface UnprivilegedUsers {
  /** The path of `setpriv`. */
  readonly program: string;
  readonly first: number;
  readonly count: number;
}
