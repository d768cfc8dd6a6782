/** The connection file that Jupyter names on the command line: `--config-path FILE`. */
export function configPathFrom(argv: readonly string[]): string {
  const at = argv.indexOf("--config-path");
  const path = at < 0 ? undefined : argv[at + 1];
  if (path === undefined) {
    throw new Error(
      "This kernel is started by Jupyter, with `--config-path FILE` naming the connection file.",
    );
  }
  return path;
}
