import { basename } from "node:path";
import type { TypeScript } from "../compile/typescript.ts";
import { adviceFor } from "./advice.ts";
import { meantArgument } from "./meant-argument.ts";
import { meantOverload } from "./meant-overload.ts";
import { plainSyntax } from "./plain-syntax.ts";
import type { Chain, Place, Sentence } from "./sentence.ts";

/**
 * An error in words: the compiler's own sentence, which can be looked up, with what to do about it; and where a syntax error says only what
 * was expected, a sentence on what was probably meant.
 *
 * @param lineOf - the learner's line of a position in the file of the error
 */
export function sentenceOf(
  diagnostic: TypeScript.Diagnostic,
  place: Place,
  lineOf: (file: TypeScript.SourceFile | undefined, position: number) => number | undefined,
): Sentence {
  const remarks = (diagnostic.relatedInformation ?? []).map(({ code, messageText, file, start }) => ({
    code,
    text: typeof messageText === "string" ? messageText : messageText.messageText,
    line: lineOf(file, start ?? 0),
  }));
  const syntax = plainSyntax(diagnostic.code, headOf(diagnostic.messageText), place, remarks);
  if (syntax) return syntax;
  const { code, chain, takes } = meantOverload(diagnostic.code, diagnostic.messageText);
  const head = headOf(chain);
  const deepest = reasonOf(chain);
  const advice = adviceFor({ code, head, deepest, place, remarks });
  const said = [withoutEnd(head), advice].filter((part) => part !== undefined && part !== "").join(" ");
  const details = [
    ...(deepest === undefined || advice !== undefined ? [] : [deepest]),
    ...(takes === undefined ? [] : [`It takes ${takes}.`]),
  ];
  const message = withoutPaths([said, ...details.map((detail) => `  ${detail}`)].join("\n"));
  const given = takes === undefined ? undefined : /^Argument of type '(.+?)' is not/s.exec(head)?.[1];
  const position = given && meantArgument(diagnostic.file, diagnostic.start ?? 0, given);
  return position === undefined || position === "" ? { message } : { message, position };
}

/** Names of types without the files that they come from: `import("/…/zod/index.d.ts").ZodType` is `ZodType`. */
function withoutPaths(text: string): string {
  return text.replace(/\bimport\("([^"]*)"\)(\.)?/g, (whole, path: string, dot?: string) => {
    if (path.includes("__cell")) return whole;
    return dot === undefined ? basename(path).replace(/(?:\.d)?\.[cm]?[jt]s$/, "") : "";
  });
}

function headOf(message: string | Chain): string {
  return typeof message === "string" ? message : message.messageText;
}

/** The last and smallest reason that the compiler gives. Those between repeat the types around it. */
function reasonOf(message: string | Chain): string | undefined {
  if (typeof message === "string") return undefined;
  let chain: Chain | undefined = message.next?.[0];
  while (chain?.next?.[0]) chain = chain.next[0];
  return chain?.messageText;
}

/** Every sentence ends with a full stop or a question mark; the compiler leaves it out after a list. */
function withoutEnd(text: string): string {
  return /[.?!:]$/.test(text) ? text : `${text}.`;
}
