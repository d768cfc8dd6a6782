import { codedError } from "../../common/coded-error.ts";

/** A fix of one defect of tslab: exact replacements in one of its files, made in memory while it loads. */
export interface Patch {
  /** The name of the defect, as in the file name. */
  readonly name: string;
  /** The file of tslab's `dist` that it changes. */
  readonly file: "jupyter.js";
  /** The defect of tslab as shipped. */
  readonly defect: string;
  /** The effect of the patch. */
  readonly effect: string;
  /** The replacements. Each `find` must occur in the file exactly once. */
  readonly edits: readonly Edit[];
}

export interface Edit {
  readonly find: string;
  readonly replace: string;
}

/** A patch that does not fit the tslab that is installed. */
export class PatchError extends codedError<"PATCH_DOES_NOT_FIT">("PatchError") {
  constructor(message: string) {
    super("PATCH_DOES_NOT_FIT", message);
  }
}

/**
 * Applies patches to a source text.
 *
 * @throws {PatchError} when a text to replace does not occur exactly once.
 */
export function applyPatches(source: string, patches: readonly Patch[]): string {
  let text = source;
  for (const { name, edits } of patches) {
    for (const { find, replace } of edits) {
      const count = text.split(find).length - 1;
      if (count !== 1) {
        throw new PatchError(
          `The patch "${name}" does not fit the installed tslab: \`${find.trim().slice(0, 60)}\` was found ${count} times instead of once. Run \`npm ci\` to get the pinned version.`,
        );
      }
      text = text.replace(find, () => replace);
    }
  }
  return text;
}
