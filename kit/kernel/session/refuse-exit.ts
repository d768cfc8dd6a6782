import { codedError } from "../../common/coded-error.ts";

/** A cell has tried to end the process that runs the notebook. */
export class KernelExitError extends codedError<"KERNEL_EXIT_REFUSED">("KernelExitError") {
  constructor(message: string) {
    super("KERNEL_EXIT_REFUSED", message);
  }
}

/**
 * Takes `process.exit()` and `process.abort()` away from cells.
 *
 * @returns the real `process.exit`, for the kernel itself.
 */
export function refuseExit(): (code: number) => never {
  const exit = process.exit.bind(process);
  for (const name of ["exit", "abort"] as const) {
    Object.defineProperty(process, name, {
      configurable: true,
      writable: true,
      value: () => {
        throw new KernelExitError(
          `process.${name}() would end this notebook's kernel and lose its variables, so it is refused. Let the cell finish or throw an error; to start afresh choose Kernel > Restart.`,
        );
      },
    });
  }
  return exit;
}
