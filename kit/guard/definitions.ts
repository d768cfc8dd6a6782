/** Lines that hold no answer: placeholders, and what a stub throws. */
const PLACEHOLDER = /^(?:\.{3}|…|pass|TODO\b.*|throw new Error\(.*\);?|raise NotImplementedError.*)$/;
const COMMENT = /\/\*[\s\S]*?\*\/|\/\/[^\n]*|(?<=^|\s)#(?![\w$])[^\n]*/g;

/** The names of an exercise, and the methods whose starter throws "write your answer here". */
export function namesToWrite(starter: string, names: readonly string[]): NamesToWrite {
  const found = new Set<string>();
  let header: string | undefined;
  for (const line of starter.split("\n")) {
    header =
      /^\s*(?:export\s+)?(?:async\s+)?(?:function\*?|class)\s+([\w$]+)/.exec(line)?.[1] ??
      /^\s*(?:(?:public|private|protected|override|static|async|\*)\s+)*(#?[\w$]+)\s*(?:<[^>]*>)?\([^;]*$/.exec(
        line,
      )?.[1] ??
      header;
    if (/throw new Error\("exercise \d/.test(line) && header !== undefined)
      found.add(header.replace("#", ""));
  }
  const methods = [...found].filter((name) => !names.includes(name) && !NO_METHODS.has(name));
  return { names, methods };
}

const NO_METHODS = new Set(["if", "for", "while", "switch", "constructor"]);

/** What learners write. */
export interface NamesToWrite {
  /** The exercise's own names, at the top level. */
  readonly names: readonly string[];
  /** Methods of them. They count only in a text that has one of the names too, because other classes have a `think` as well. */
  readonly methods: readonly string[];
}

/** Code as {@link definitionIn} compares it: without comments and white space. */
export const knownCode = (texts: readonly string[]): string =>
  squeeze(texts.map((one) => one.replace(COMMENT, " ")).join("\n"));

/**
 * The first of these names that a text defines with a body which the learner does not have; undefined when it defines none. A header alone, comments
 * and placeholders are no body.
 *
 * @param known what the learner has, as {@link knownCode}; more than one piece may be given
 */
export function definitionIn(
  text: string,
  { names, methods }: NamesToWrite,
  known: readonly string[],
): string | undefined {
  const isAboutThem = names.some((name) => hasWord(text, name));
  const wanted = (isAboutThem ? [...names, ...methods] : names).filter((name) => mayHold(text, name));
  if (wanted.length === 0) return undefined;
  const lines = text.replace(COMMENT, " ").split("\n");
  for (const name of wanted) {
    const header = headerOf(name);
    for (const [at, line] of lines.entries()) {
      const match = header.exec(line);
      if (!match) continue;
      const rest = [line.slice(match.index + match[0].length), ...lines.slice(at + 1)];
      if (hasNewBody(rest, known)) return name;
    }
  }
  return undefined;
}

const hasWord = (text: string, name: string): boolean =>
  new RegExp(`(?<![\\w$])${name.replaceAll("$", "\\$")}(?![\\w$])`).test(text);

/** Whether a name may stand in a text, in any case or with underscores: most names do not. */
const mayHold = (text: string, name: string): boolean =>
  text.replaceAll("_", "").toLowerCase().includes(name.replaceAll("_", "").toLowerCase());

function headerOf(name: string): RegExp {
  const own = name.replace(/[$]/g, "\\$&");
  const snake = own.replace(/(?<=[a-z])([A-Z])/g, "_$1").toLowerCase();
  const either = own === snake ? own : `(?:${own}|${snake})`;
  const parameters = String.raw`\s*(?:<[^>]*>)?\([^{}]*\)[^{}\n=]*`;
  return new RegExp(
    [
      // function spend(budget) {   def spend(budget):   spend(budget): boolean {   FUNCTION spend(budget)
      String.raw`\b(?:function\*?|def|fn|func|procedure)\s+${either}\b(?:${parameters}|\s*\($)`,
      String.raw`(?<![.\w$])#?${either}${parameters}\{`,
      // class TinyLock {
      String.raw`\bclass\s+${either}\b[^{}\n]*`,
      // const spend = (budget) =>   spend = function   const spend: Spend = lambda
      String.raw`(?<![.\w$])${either}\s*(?::[^=\n]{0,60})?=(?![=])\s*(?:async\s*)?(?:\(|function|lambda|\w+\s*=>)`,
    ].join("|"),
    "i",
  );
}

/**
 * Whether code goes on with lines that say something the learner does not have, or that the learner has in another order. It ends at the end of a
 * Markdown block.
 */
function hasNewBody(lines: readonly string[], known: readonly string[]): boolean {
  const has = (code: string) => known.some((one) => one.includes(code));
  let words = 0;
  let before = "";
  for (const line of lines) {
    if (/^\s*(`{3}|~{3})/.test(line)) break;
    const code = line.replace(LEADING_MARKS, "").trim();
    const whole = squeeze(code);
    const bare = squeeze(code.replace(/^[{}():,\s]+|[{}():,\s]+$/g, ""));
    if (PLACEHOLDER.test(code) || !isCode(code)) {
      if (whole !== "") before = "";
      continue;
    }
    if (!has(bare)) words += code.match(/[\w$]+|[^\s\w]/g)?.length ?? 0;
    const isMoved =
      before.length >= MIN_MOVED && whole.length >= MIN_MOVED && has(whole) && !has(before + whole);
    if (words >= MIN_NEW_WORDS || isMoved) return true;
    before = has(whole) ? whole : "";
  }
  return false;
}

/** Fewer new words than these are a name or a sign. */
const MIN_NEW_WORDS = 4;
/** The least characters of two lines of the learner's that stand together in another order. */
const MIN_MOVED = 8;
const LEADING_MARKS = /^\s*(?:[+>|]\s*)+/;

/** Prose after a block is no body: code has brackets, operators or a keyword at its beginning. */
const isCode = (line: string): boolean =>
  /[=(){};[\]<>+*/%]|^(?:return|if|while|for|else|loop|repeat|set|let|const|throw|raise)\b/i.test(line);

/** Code without white space, with one kind of quotes. */
export const squeeze = (text: string) => text.replace(/\s+/g, "").replace(/['`]/g, '"');
