import {
  type CommandLine,
  helpText,
  type Options,
  type OptionValues,
  parseCommandLine,
  questionIn,
  UsageError,
} from "../../common/command-line.mjs";
import { versionText } from "./version.ts";

/** Where a command writes. */
export interface CommandStream {
  readonly isTTY?: boolean;
  /** The terminal's size; some terminals do not know it and say 0. */
  readonly columns?: number;
  readonly rows?: number;
  write(text: string): unknown;
}

/** What a command works with; replaced in tests. */
export interface CommandTools {
  readonly out: CommandStream;
  readonly err: CommandStream;
  /** Aborts at Ctrl-C, for commands that end in an orderly way. */
  readonly signal: AbortSignal;
}

/** A command line, read by the command's table. */
export interface CommandInput<Table extends Options> {
  readonly values: OptionValues<Table>;
  readonly positionals: readonly string[];
}

/** Runs a command and gives its exit code. It throws only for a defect of the program, which its user cannot put right. */
type RunCommand = (
  argv: readonly string[],
  tools: Omit<CommandTools, "signal"> & Partial<CommandTools>,
) => Promise<number>;

/** A command with its table. */
export type Command = RunCommand & { readonly line: CommandLine };

/** A command cannot do what it was asked for. Its message is one sentence for the user. */
export class CommandFailure extends Error {
  override readonly name = "CommandFailure";
  readonly exitCode: number;

  constructor(message: string, exitCode: number, options?: ErrorOptions) {
    super(message, options);
    this.exitCode = exitCode;
  }
}

/** The exit code of an invalid command line. */
const WRONG_USE = 2;

/**
 * A command, from its table and what it does. `perform` loads what is slow to load, so that help and mistakes are answered at once.
 *
 * @param perform gives the exit code; a `UsageError` or a `CommandFailure` that it throws is shown as one sentence
 */
export function defineCommand<const Table extends Options>(
  line: CommandLine<Table>,
  perform: (input: CommandInput<Table>, tools: CommandTools) => number | Promise<number>,
): Command {
  const run: RunCommand = async (argv, tools) => {
    const question = questionIn(argv);
    if (question !== undefined) {
      tools.out.write(question === "help" ? helpText(line) : `${versionText()}\n`);
      return 0;
    }
    try {
      return await perform(parseCommandLine(line, argv), { signal: new AbortController().signal, ...tools });
    } catch (error) {
      const isWrongUse = UsageError.isUsageError(error);
      if (!isWrongUse && !(error instanceof CommandFailure)) throw error;
      tools.err.write(`${error.message}\n`);
      return isWrongUse ? WRONG_USE : error.exitCode;
    }
  };
  return Object.assign(run, { line });
}
