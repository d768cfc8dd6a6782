import type { Place, Remark, Sentence } from "./sentence.ts";

/** The compiler's sentences about syntax have numbers below this one. */
const FIRST_CODE_OF_MEANING = 2000;
const TO_MATCH_THE_TOKEN = 1007;

interface Habit {
  /** Found in the line of the error. Its first group, or all of it, is what the sentence is about. */
  readonly pattern: RegExp;
  readonly say: string | ((match: RegExpExecArray) => string);
}

/** What people write who come from another language, or whose editor was too clever. */
const habits: readonly Habit[] = [
  { pattern: /^\s*(#)(?![\w!])/d, say: "A comment begins with `//`." },
  {
    pattern: /([“”„‘’])/d,
    say: ([quote = ""]) => `${quote} is no quote of code, but one of books. Write " or '.`,
  },
  {
    pattern: /^\s*(for)\s+\w+\s+in\b/d,
    say: "A loop over a list is written `for (const item of list) { … }`.",
  },
  { pattern: /^\s*(def)\s+\w+/d, say: "A function is written `function name(a: number) { … }`." },
  {
    pattern: /(?:^|[\s}])(elif|elsif|elseif)\b/d,
    say: ([, word = ""]) => `\`${word}\` is written \`else if (…) { … }\`.`,
  },
  {
    pattern: /^[^"'`]*\b(and|or)\b/d,
    say: ([, word = ""]) => `\`${word}\` is written \`${word === "and" ? "&&" : "||"}\`.`,
  },
  { pattern: /^[^"'`]*\b(not)\b/d, say: "`not` is written `!`." },
  {
    pattern: /(?:^|[\s(=,])([fr])["']/d,
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the text shows a template
    say: "A text with values in it stands in backticks: `hello ${name}`.",
  },
  { pattern: /(?:\)|\w)\s*(->)/d, say: "An arrow function is written with `=>`." },
  {
    pattern: /^\s*(import)\s+([\w*]+)(?:\s+as\s+\w+)?\s*(?:;\s*)?$/d,
    say: ([, , name = ""]) =>
      `An import says what it takes and from where: \`import ${name} from "${name}";\`.`,
  },
  {
    pattern: /\bfrom\s+([\w@][\w@/.-]*)/d,
    say: ([, name = ""]) => `The module's name stands in quotes: "${name}".`,
  },
  {
    pattern: /^\s*(?:\}\s*)?(?:else\s+)?(if|while|for|switch)\s+[^\s(]/d,
    say: ([, word = ""]) => `What follows \`${word}\` stands in brackets: \`${word} (…) { … }\`.`,
  },
  {
    pattern: /^\s*(?:export\s+)?(?:const|let|var)\s+(\d\w+)/d,
    say: ([, name = ""]) => `A name cannot begin with a digit: ${name}.`,
  },
];

/** Sentences for syntax errors that the compiler puts in words of its own. @returns undefined for an error about meaning */
export function plainSyntax(
  code: number,
  head: string,
  place: Place,
  remarks: readonly Remark[],
): Sentence | undefined {
  if (code >= FIRST_CODE_OF_MEANING) return undefined;
  if (code === 1005 || code === 1127 || code === 1434 || code === 1109 || code === 1134 || code === 1141) {
    for (const { pattern, say } of habits) {
      const match = pattern.exec(place.sourceLine);
      if (match === null) continue;
      const [start] = match.indices?.[1] ?? match.indices?.[0] ?? [match.index];
      return { message: typeof say === "string" ? say : say(match), column: start + 1 };
    }
  }
  const opening = remarks.find((remark) => remark.code === TO_MATCH_THE_TOKEN);
  const [, wanted, open] = /find a '(.)' to match the '(.)' token/.exec(opening?.text ?? "") ?? [];
  if (opening?.line !== undefined && wanted !== undefined)
    return { message: `A \`${wanted}\` is missing: the \`${open}\` of line ${opening.line} is still open.` };
  return wordsFor(code, head, place, remarks);
}

/** What stands where the members of a class belong. */
const memberWords: Readonly<Record<string, string>> = {
  function: "A method is written without `function`: `run() { … }`.",
  const: "A field is written without `const`: `count = 0;`.",
  let: "A field is written without `let`: `count = 0;`.",
  var: "A field is written without `var`: `count = 0;`.",
};

function wordsFor(
  code: number,
  head: string,
  place: Place,
  remarks: readonly Remark[],
): Sentence | undefined {
  const rest = place.sourceLine.slice(place.column - 1);
  const at = rest[0] ?? "";
  switch (code) {
    case 1002:
      return { message: "The quote that ends this text is missing." };
    case 1005:
      return { message: expected(head, place, at) };
    case 1068: {
      const message = memberWords[/^\w+/.exec(rest)?.[0] ?? ""];
      return message === undefined ? undefined : { message };
    }
    case 1108:
      return {
        message: "`return` stands in a function only. A cell shows the value of its last line by itself.",
      };
    case 1128:
      return at === "}" || at === ")" ? { message: `There is a \`${at}\` too many.` } : undefined;
    case 1155:
      return {
        message: "A `const` needs a value: `const name = …`. Write `let` for one that gets it later.",
      };
    case 1160:
      return { message: "The backtick that ends this text is missing." };
    case 1163:
      return { message: "`yield` stands in a generator only: write `function*`." };
    case 1184:
    case 1232:
      return { message: "`import` and `export` stand at the top of a cell, outside all braces." };
    case 1308: {
      const line = remarks.find((remark) => remark.code === 1356)?.line;
      const where = line === undefined ? "around it" : `of line ${line}`;
      return { message: `\`await\` needs an async function: write \`async\` before the function ${where}.` };
    }
    case 1351:
      return { message: "A number and a name stand side by side. Brackets part them: `(1).toFixed()`." };
    case 1389: {
      const word = /^'(\w+)'/.exec(head)?.[1] ?? "This";
      return { message: `\`${word}\` is a word of the language, and cannot be a name.` };
    }
    default:
      return undefined;
  }
}

/** "',' expected." in words. */
function expected(head: string, { line, column, sourceLine }: Place, at: string): string {
  if (/^[)\]}]$/.test(at)) return `There is a \`${at}\` too many, or one that opens is missing.`;
  const wanted = /^'([)\]}])' expected/.exec(head)?.[1];
  if (wanted !== undefined) return `A \`${wanted}\` is missing here.`;
  // What is missing at the end of a line is noticed at the beginning of the next one.
  const isFirst = line > 1 && sourceLine.slice(0, column - 1).trim() === "";
  return isFirst
    ? `${head} Is a bracket or a comma missing at the end of the line above?`
    : `${head} Is a comma, a bracket or an operator missing here?`;
}
