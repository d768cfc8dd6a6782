import { expect, test } from "vitest";
import {
  type CommandLine,
  helpText,
  nearest,
  parseCommandLine,
  questionIn,
  UsageError,
} from "../../../kit/common/command-line.mjs";

const line = {
  name: "brew",
  usage: ["-- CUP [options]", "-- --empty"],
  about: "Makes coffee.",
  positionals: true,
  options: {
    strong: { help: "twice the beans" },
    milk: { value: "KIND", help: "what to add", multiple: true },
    cups: { value: "N", help: "how many", default: "1" },
  },
  closing: "Exit code: 0 when it is hot.",
} as const satisfies CommandLine;

const refusal = (...argv: string[]) => {
  try {
    parseCommandLine(line, argv);
  } catch (error) {
    if (UsageError.isUsageError(error)) return error.message;
    throw error;
  }
  return undefined;
};

test("the help is made from the table: each option with its value, its default and whether it may be repeated", () => {
  expect(helpText(line)).toBe(`Usage: npm run brew -- CUP [options]
       npm run brew -- --empty

Makes coffee.

Options:
  --strong     twice the beans
  --milk KIND  what to add (may be given several times)
  --cups N     how many (default: 1)
  --version    print the version
  --help       this text

Exit code: 0 when it is hot.
`);
});

test("a long line of help is wrapped below its beginning", () => {
  const help = "word ".repeat(40).trim();
  const lines = helpText({ ...line, options: { long: { help } } }).split("\n");
  expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(110);
  expect(lines.filter((one) => one.startsWith("             word"))).toHaveLength(2);
});

test("values have the types of the table", () => {
  const { values, positionals } = parseCommandLine(line, ["mug", "--milk", "oat", "--milk=soy"]);
  const { strong, milk, cups }: { strong: boolean; milk: string[] | undefined; cups: string } = values;
  expect({ strong, milk, cups, positionals }).toEqual({
    strong: false,
    milk: ["oat", "soy"],
    cups: "1",
    positionals: ["mug"],
  });
});

test.each([
  [["--storng"], "Unknown option '--storng': did you mean --strong?"],
  [["--mlk", "oat"], "Unknown option '--mlk': did you mean --milk?"],
  [["--vers"], "Unknown option '--vers': did you mean --version?"],
  [["--decaf"], "Unknown option '--decaf'."],
  [["-x"], "Unknown option '-x'."],
  [["--milk"], "Option '--milk <value>' argument missing."],
  [["--milk", "--strong"], "Option '--milk' argument is ambiguous."],
  [["--strong=yes"], "Option '--strong' does not take an argument."],
])("%j is refused in a sentence that says where to look", (argv, sentence) => {
  expect(refusal(...argv)).toBe(`${sentence} Run npm run brew -- --help to see what there is.`);
});

test("an argument that no option takes is refused where a command takes none", () => {
  const { positionals: _, ...strict } = line;
  expect(() => parseCommandLine(strict, ["mug"])).toThrow(
    "Unexpected argument 'mug'. Run npm run brew -- --help to see what there is.",
  );
});

test("--help and --version are seen whatever else is wrong, but not behind two dashes", () => {
  expect(questionIn(["--nonsense", "--help"])).toBe("help");
  expect(questionIn(["-h"])).toBe("help");
  expect(questionIn(["--version"])).toBe("version");
  expect(questionIn(["--", "--help"])).toBeUndefined();
});

test.each([
  ["qiuck", "quick"],
  ["quic", "quick"],
  ["agent", "agents"],
  ["fast", undefined],
  ["q", undefined],
])("the nearest name to %s is %s", (given, name) => {
  expect(nearest(given, ["agents", "quick", "json", "csv"])).toBe(name);
});
