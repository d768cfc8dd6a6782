// Plain JavaScript, since the commands of kit/lab run before anything is installed or built.

import { parseArgs } from "node:util";

/**
 * One option of a command. Its help and its parsing come from this entry alone.
 *
 * @typedef {object} Option
 * @property {string} help what it does; lines that are too long are wrapped
 * @property {string} [value] the name of its value in the help, such as `"FILE"`; an option without it is a flag
 * @property {string} [short] one letter
 * @property {boolean} [multiple] whether it may be given several times
 * @property {string} [default] its value where none is given; the help names it
 *
 * @typedef {Readonly<Record<string, Option>>} Options
 */

/**
 * What a command takes.
 *
 * @template {Options} [Table=Options]
 * @typedef {object} CommandLine
 * @property {string} name the npm script
 * @property {readonly string[]} usage what may follow `npm run NAME`, one line a form
 * @property {string} about what the command does
 * @property {Table} options
 * @property {boolean} [positionals] whether it takes arguments that belong to no option
 * @property {string} [closing] what stands below the options, the exit codes for example
 */

/**
 * The values of the options: a flag is true or false, an option that may be repeated is a list.
 *
 * @template {Options} Table
 * @typedef {{ [Name in keyof Table]:
 *   Table[Name] extends { value: string }
 *     ? (Table[Name] extends { multiple: true } ? string[] : string) | (Table[Name] extends { default: string } ? never : undefined)
 *     : boolean }} OptionValues
 */

/** The command line is invalid. Its message is for the user: one sentence, and where to look. */
export class UsageError extends Error {
  /** @param {string} message */
  constructor(message) {
    super(message);
    this.name = "UsageError";
    this.code = "USAGE";
  }

  /** @param {unknown} error @returns {error is UsageError} */
  static isUsageError(error) {
    return error instanceof Error && "code" in error && error.code === "USAGE";
  }
}

/** Options that every command has. */
const COMMON_OPTIONS = /** @type {const} */ ({
  version: { help: "print the version" },
  help: { help: "this text", short: "h" },
});

/** Columns that a line of help takes at most. */
const HELP_COLUMNS = 110;

/**
 * @param {readonly string[]} argv
 * @returns {"help" | "version" | undefined} which of the two the user asks for, also where the rest is wrong
 */
export function questionIn(argv) {
  const end = argv.indexOf("--");
  const options = end < 0 ? argv : argv.slice(0, end);
  if (options.includes("--help") || options.includes("-h")) return "help";
  return options.includes("--version") ? "version" : undefined;
}

/**
 * @template {Options} Table
 * @param {CommandLine<Table>} line
 * @param {readonly string[]} argv
 * @returns {{ values: OptionValues<Table>, positionals: string[] }}
 * @throws {UsageError} names the nearest option for one that does not exist
 */
export function parseCommandLine(line, argv) {
  const table = Object.entries({ ...line.options, ...COMMON_OPTIONS });
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      allowPositionals: line.positionals ?? false,
      options: Object.fromEntries(table.map(([name, option]) => [name, parserOption(option)])),
    });
    const { help, version, ...own } = values;
    // The table gives each value the type that parseArgs gives it.
    return { values: /** @type {OptionValues<Table>} */ (/** @type {unknown} */ (own)), positionals };
  } catch (error) {
    throw usageErrorFrom(error, line);
  }
}

/** @param {Option} option */
function parserOption({ value, short, multiple, default: fallback }) {
  return {
    type: /** @type {"string" | "boolean"} */ (value === undefined ? "boolean" : "string"),
    ...(value === undefined ? { default: false } : {}),
    ...(fallback === undefined ? {} : { default: fallback }),
    ...(short === undefined ? {} : { short }),
    ...(multiple === undefined ? {} : { multiple }),
  };
}

/** @param {unknown} error @param {CommandLine} line */
function usageErrorFrom(error, line) {
  const code = /** @type {NodeJS.ErrnoException} */ (error).code ?? "";
  if (!code.startsWith("ERR_PARSE_ARGS")) return error;
  // Node adds sentences about its own syntax after the first one.
  const [sentence = ""] = /** @type {Error} */ (error).message.split(/\.(?:\s|$)/);
  const [, given] = /^Unknown option '(-[^']*)'/.exec(sentence) ?? [];
  const near = given === undefined ? undefined : nearestOption(given, line);
  const what = near === undefined ? `${sentence}.` : `${sentence}: did you mean ${near}?`;
  return new UsageError(`${what} ${whereToLook(line.name)}`);
}

/** @param {string} name */
function whereToLook(name) {
  return `Run npm run ${name} -- --help to see what there is.`;
}

/** @param {string} given @param {CommandLine} line @returns {string | undefined} with its dashes */
function nearestOption(given, line) {
  const names = Object.keys({ ...line.options, ...COMMON_OPTIONS });
  const near = nearest(given.replace(/^-+/, ""), names);
  return near === undefined ? undefined : `--${near}`;
}

/**
 * The name that a mistyped one stands for: one that begins with it, or one that differs in at most a third of its letters.
 *
 * @param {string} given
 * @param {readonly string[]} names
 * @returns {string | undefined}
 */
export function nearest(given, names) {
  const begun = names.filter((name) => given.length >= 2 && name.startsWith(given));
  if (begun.length === 1) return begun[0];
  const [best] = names
    .map((name) => ({ name, distance: editDistance(given, name) }))
    .filter(({ name, distance }) => distance <= Math.max(given.length, name.length) / 3)
    .sort((one, other) => one.distance - other.distance);
  return best?.name;
}

/**
 * Letters to insert, remove, replace or swap with their neighbour until one word is the other (optimal string alignment).
 *
 * @param {string} one
 * @param {string} other
 */
function editDistance(one, other) {
  /** @type {number[][]} */
  const rows = [Array.from({ length: other.length + 1 }, (_, column) => column)];
  const at = (/** @type {number} */ row, /** @type {number} */ column) => rows[row]?.[column] ?? 0;
  for (let row = 1; row <= one.length; row++) {
    rows[row] = [row];
    for (let column = 1; column <= other.length; column++) {
      const isSame = one[row - 1] === other[column - 1];
      const isSwapped = one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      /** @type {number[]} */ (rows[row])[column] = Math.min(
        at(row - 1, column) + 1,
        at(row, column - 1) + 1,
        at(row - 1, column - 1) + (isSame ? 0 : 1),
        ...(row > 1 && column > 1 && isSwapped ? [at(row - 2, column - 2) + 1] : []),
      );
    }
  }
  return at(one.length, other.length);
}

/**
 * What `--help` prints.
 *
 * @param {CommandLine} line
 */
export function helpText(line) {
  const usage = line.usage.map((form, index) =>
    `${index === 0 ? "Usage: " : "       "}npm run ${line.name} ${form}`.trimEnd(),
  );
  const options = Object.entries({ ...line.options, ...COMMON_OPTIONS });
  const width = Math.max(...options.map((option) => labelOf(option).length)) + 4;
  const rows = options.flatMap((option) =>
    wrapped(textOf(option[1]), HELP_COLUMNS - width).map((text, index) =>
      index === 0 ? `  ${labelOf(option)}`.padEnd(width) + text : " ".repeat(width) + text,
    ),
  );
  const parts = [usage.join("\n"), line.about.trim(), `Options:\n${rows.join("\n")}`];
  if (line.closing !== undefined) parts.push(line.closing.trim());
  return `${parts.join("\n\n")}\n`;
}

/** @param {[string, Option]} option */
function labelOf([name, { value }]) {
  return value === undefined ? `--${name}` : `--${name} ${value}`;
}

/** @param {Option} option */
function textOf({ help, multiple, default: fallback }) {
  const notes = [
    ...(multiple ? ["may be given several times"] : []),
    ...(fallback === undefined ? [] : [`default: ${fallback}`]),
  ];
  const [first = "", ...more] = help.split("\n");
  return [notes.length === 0 ? first : `${first} (${notes.join("; ")})`, ...more].join("\n");
}

/**
 * @param {string} text
 * @param {number} columns
 * @returns {string[]} lines that are no longer, as far as their words allow
 */
function wrapped(text, columns) {
  return text.split("\n").flatMap((line) => {
    /** @type {string[]} */
    const lines = [];
    let rest = line;
    while (rest.length > columns && rest.lastIndexOf(" ", columns) > 0) {
      const end = rest.lastIndexOf(" ", columns);
      lines.push(rest.slice(0, end));
      rest = rest.slice(end + 1);
    }
    return [...lines, rest];
  });
}
