import { isSandboxKind, sandboxKinds } from "../sandbox/isolation/plan.ts";

/** Every word that --sandbox takes, as a sentence lists them: "bwrap, unshare or none". */
export const sandboxWords = `${sandboxKinds.slice(0, -1).join(", ")} or ${sandboxKinds.at(-1)}`;

/** What is wrong with a word given to --sandbox, in one sentence; undefined when nothing is. */
export function sandboxComplaint(word: string | undefined): string | undefined {
  if (word === undefined || isSandboxKind(word)) return undefined;
  return `There is no sandbox "${word}": give ${sandboxWords}.`;
}
