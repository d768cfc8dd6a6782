import { fileURLToPath } from "node:url";
import type { ExploreError } from "../explore-error.ts";
import { seal } from "./seal.ts";

/*
 * An answer that knows that it is explored can be right in the explorer and wrong everywhere else. What it may learn that from, and what the explorer cannot
 * make the same as in its own threads, is noted here; a search that has found nothing then shows nothing, and the check is for a person.
 */
const watch: { isOn: boolean; first: ExploreError | undefined } = { isOn: false, first: undefined };

/** Notes that code of an answer has looked at what is another one in its own threads. */
export function noteTold(refusal: () => ExploreError): void {
  if (seal.isSealed && watch.isOn) watch.first ??= refusal();
}

/** What code of the answer has looked at since the watch began, as the error that says so. */
export const toldApart = (): ExploreError | undefined => watch.first;

/** Does work in which code of an answer may run. */
export async function watched<T>(work: () => Promise<T>): Promise<T> {
  watch.isOn = true;
  watch.first = undefined;
  try {
    return await work();
  } finally {
    watch.isOn = false;
  }
}

/** The folder of the explorer and of what it stands on. Its places are of no use to learners. */
const OWN = fileURLToPath(new URL("../../", import.meta.url));

/** Keeps the places of the explorer out of every stack of this process, and notes who reads one. @param refusal - the error for an answer that reads one */
export function hideStacks(refusal: () => ExploreError): void {
  // It has the name that Node's own has.
  Error.prepareStackTrace = function ErrorPrepareStackTrace(error, sites) {
    noteTold(refusal);
    let text = "Error";
    try {
      text = String(Error.prototype.toString.call(error));
      for (const site of sites) {
        const file = pathOf(String(site.getFileName() ?? site.getScriptNameOrSourceURL() ?? ""));
        // Lines of transformed code are lines of no answer.
        const isOwn = /^(?:node:|explored-|$)/.test(file) || file.startsWith(OWN);
        if (!isOwn) text += `\n    at ${String(site)}`;
      }
    } catch {
      // What an error says of itself is the answer's code, and may throw.
    }
    return text;
  };
}

function pathOf(file: string): string {
  return file.startsWith("file:") ? fileURLToPath(file) : file;
}
