import { count } from "../../common/format-numbers.ts";

/** Why a file was not read. */
export type LeftOutReason =
  | "binary"
  | "too large"
  | "unreadable"
  | "symbolic link"
  | "hidden"
  | "twin"
  | "beyond the limits";

/** A file or folder that was not read. */
export interface LeftOut {
  /** Relative to the corpus's folder, with forward slashes. */
  readonly path: string;
  readonly reason: LeftOutReason;
}

const WORDS: Readonly<Record<LeftOutReason, (many: string, isOne: boolean) => string>> = {
  binary: (many, isOne) => `${many} ${isOne ? "is" : "are"} binary in spite of the name`,
  "too large": (many, isOne) => `${many} ${isOne ? "is" : "are"} larger than one file may be`,
  unreadable: (many) => `${many} could not be opened`,
  "symbolic link": (many, isOne) =>
    `${many} ${isOne ? "is a symbolic link" : "are symbolic links"}, which are not followed`,
  hidden: (many, isOne) => `${many} ${isOne ? "is" : "are"} hidden (the name begins with a dot)`,
  twin: (many, isOne) =>
    `${many} ${isOne ? "is another form of a module, whose fullest form was" : "are other forms of modules, whose fullest form was"} read`,
  "beyond the limits": (many, isOne) => `${many} ${isOne ? "lies" : "lie"} beyond the limits of the corpus`,
};

/** The number of paths that a sentence names. */
const NAMED = 2;

/** One sentence for each reason, with the first paths. Nothing is left out in silence. */
export function leftOutSentences(all: readonly LeftOut[]): string[] {
  const byReason = Map.groupBy(all, ({ reason }) => reason);
  return [...byReason].map(([reason, some]) => {
    const named = some.slice(0, NAMED).map(({ path }) => path);
    const others = some.length - named.length;
    const more = others > 0 ? ` and ${count(others, "other")}` : "";
    const many = count(some.length, "file or folder", "files or folders");
    return `${WORDS[reason](many, some.length === 1)}: ${named.join(", ")}${more}.`;
  });
}
