import type { TimeReader } from "./platforms.ts";
import type { Identity } from "./uploaded-file.ts";

/** What is known of a folder or zip of submissions beside its listing. */
export interface Place {
  readonly name: string;
  readonly kind: "folder" | "zip";
  readonly readTime: TimeReader;
  /** Whether these names are those of a student on the roster. @default there is no roster */
  readonly isOnRoster?: (who: Identity) => boolean;
}
