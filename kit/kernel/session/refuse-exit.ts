/** A cell has tried to end the process that runs the notebook. */
export class KernelExitError extends Error {
  override readonly name = "KernelExitError";
  readonly code = "KERNEL_EXIT_REFUSED";
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
