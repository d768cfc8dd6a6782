import type { Chain } from "./sentence.ts";

const NO_OVERLOAD_MATCHES = 2769;
const ARGUMENT_DOES_NOT_FIT = 2345;

/**
 * Of an error that lists all overloads of a function, the error of the one that was meant: the arguments fit it best. The compiler checks
 * arguments from the left, and says how far it came into a type: an overload whose first argument is of another kind altogether fits worse
 * than one in which a part of an argument is wrong.
 */
export function meantOverload(
  code: number,
  message: string | Chain,
): { readonly code: number; readonly chain: string | Chain; readonly takes?: string } {
  if (code !== NO_OVERLOAD_MATCHES || typeof message === "string") return { code, chain: message };
  let best: { readonly error: Chain; readonly fit: number; readonly takes: string | undefined } | undefined;
  for (const overload of message.next ?? []) {
    const error = overload.next?.[0];
    if (error === undefined) continue;
    const fit = fitOf(error);
    const takes = /^Overload \d+ of \d+, '(\(.*\))(?:: .*?)?', gave/s.exec(overload.messageText)?.[1];
    // The compiler lists the most general overload last, so of equals the first is nearer.
    if (best === undefined || fit > best.fit) best = { error, fit, takes };
  }
  return best === undefined
    ? { code, chain: message }
    : {
        code: best.error.code || ARGUMENT_DOES_NOT_FIT,
        chain: best.error,
        ...(best.takes === undefined ? {} : { takes: best.takes }),
      };
}

/** How well the arguments fit an overload, as far as its error says. */
function fitOf(error: Chain): number {
  const types = /^Argument of type '(.+)' is not assignable to parameter of type '(.+)'\.$/s.exec(
    error.messageText,
  );
  // A function or class in the place of another kind of function or class is another overload's.
  const isOtherKind = /provides no match for the signature/.test(error.next?.[0]?.messageText ?? "");
  if (isOtherKind) return 0;
  // A property that is wrong or missing, or a literal with one too many: the argument as such was meant.
  if (types === null) return 3;
  const [, given = "", wanted = ""] = types;
  if (error.next !== undefined) return 2;
  // Simple types, one in the place of another: a number where a text belongs.
  return isSimple(given) && isSimple(wanted) ? 2 : 1;
}

function isSimple(type: string): boolean {
  return /^(?:string|number|bigint|boolean|null|undefined|\d+|".*")(?: \| .*)?$/.test(type);
}
