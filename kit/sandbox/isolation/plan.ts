import type { Image } from "./image/build-image.ts";
import type { Limits } from "./limits.ts";

/** How answers can be walled in. */
export const sandboxKinds = ["bwrap", "unshare", "docker", "user", "none"] as const;
export type SandboxKind = (typeof sandboxKinds)[number];

/** Whether a word names a way, such as one given on a command line. */
export const isSandboxKind = (word: string): word is SandboxKind =>
  (sandboxKinds as readonly string[]).includes(word);

/** All that is needed to wall an answer in. Plain data, so that it can be handed to a thread or another process. */
export type WallPlan = BubblewrapPlan | UnsharePlan | DockerPlan | UserPlan | NoWallPlan;

interface WalledPlan {
  readonly image: Image;
  readonly limits: Limits;
}

/** Namespaces made by bubblewrap. */
export interface BubblewrapPlan extends WalledPlan {
  readonly kind: "bwrap";
  /** The program's path. */
  readonly program: string;
  /** Whether it can forbid further user namespaces. */
  readonly disablesNamespaces: boolean;
  /** Where this process is root: the program that becomes another user, and the users there are. */
  readonly users?: Users;
}

/** Namespaces made by util-linux. */
export interface UnsharePlan extends WalledPlan {
  readonly kind: "unshare";
  readonly program: string;
  readonly users?: Users;
}

/** Containers of Docker. */
export interface DockerPlan extends WalledPlan {
  readonly kind: "docker";
  readonly program: string;
  /** The id of the image that Docker made of ours. */
  readonly imageId: string;
  /** What containers of this run are labelled with. */
  readonly label: string;
}

/** Another user's process with limits, without namespaces: for containers that allow none, where this process is root. */
export interface UserPlan extends WalledPlan {
  readonly kind: "user";
  readonly users: Users;
  /** The path of `prlimit`. */
  readonly prlimit: string;
  /** Files and folders, beside the course's, that no answer may reach. */
  readonly outOfReach: readonly string[];
}

/** No wall: another process, whose memory is watched where that is possible. */
export interface NoWallPlan {
  readonly kind: "none";
  readonly limits: Limits;
}

/** Users that nobody is, so that each answer can be one of its own. */
export interface Users {
  /** The path of `setpriv`. */
  readonly program: string;
  readonly first: number;
  readonly count: number;
}
