/** What Jupyter reads from a `kernel.json`. */
export interface KernelSpec {
  readonly argv: readonly string[];
  readonly display_name: string;
  readonly language: string;
  readonly interrupt_mode: "signal";
  readonly metadata: Readonly<Record<string, unknown>>;
}

/** The folder name under `kernels/` and the name notebooks ask for. */
export const KERNEL_NAME = "swarmlab";

/**
 * The kernel as Jupyter starts it.
 *
 * @param paths.node Absolute path of the Node binary (`node_modules/node/bin/node`).
 * @param paths.launcher Absolute path of the built launcher (`kit/dist/kernel/launch.js`).
 */
export function kernelSpec(paths: { readonly node: string; readonly launcher: string }): KernelSpec {
  return {
    argv: [paths.node, paths.launcher, "--config-path", "{connection_file}"],
    display_name: "Swarm Lab (TypeScript)",
    language: "typescript",
    interrupt_mode: "signal",
    metadata: { debugger: false },
  };
}
