import type { Image } from "./image/build-image.ts";
import type { Limits } from "./limits.ts";

/** How answers can be walled in. */
export const sandboxKinds = ["bwrap", "unshare", "docker", "user", "none"] as const;
export type SandboxKind = (typeof sandboxKinds)[number];

/** Whether a word names a way, such as one given on a command line. */
export const isSandboxKind = (word: string): word is SandboxKind =>
  (sandboxKinds as readonly string[]).includes(word);

/** All that is needed to wall an answer in. Plain data, so that it can be handed to a thread or another process. */
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
  /** Where this process is root: the program that becomes another user, and the users there are. */
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
  /** The id of the image that Docker made of ours. */
  readonly imageId: string;
  /** What containers of this run are labelled with. */
  readonly label: string;
}

/** Another user's process with limits, without namespaces: for containers that allow none, where this process is root. */
export interface UserConfig extends IsolatedConfig {
  readonly kind: "user";
  readonly users: UnprivilegedUsers;
  /** The path of `prlimit`. */
  readonly prlimit: string;
  /** Files and folders, beside the course's, that no answer may reach. */
  readonly outOfReach: readonly string[];
}

/** No launcher: another process, whose memory is watched where that is possible. */
export interface NoSandboxConfig {
  readonly kind: "none";
  readonly limits: Limits;
}

/** UnprivilegedUsers that nobody is, so that each answer can be one of its own. */
export interface UnprivilegedUsers {
  /** The path of `setpriv`. */
  readonly program: string;
  readonly first: number;
  readonly count: number;
}
