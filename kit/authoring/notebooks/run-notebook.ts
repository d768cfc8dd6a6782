import { execFile } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";

/** A cell of a notebook that was run. */
export interface RunCell {
  readonly cell_type: string;
  readonly execution_count: number | null;
  readonly source: string | readonly string[];
  readonly metadata: { readonly tags?: readonly string[] };
  readonly outputs?: readonly RunOutput[];
}
export interface RunOutput {
  readonly output_type: string;
  readonly ename?: string;
  readonly evalue?: string;
  readonly data?: Readonly<Record<string, unknown>>;
}

/** A notebook run from its first to its last cell. */
export interface NotebookRun {
  readonly cells: readonly RunCell[];
  /** Includes the start of the kernel and of nbconvert. */
  readonly seconds: number;
}

const run = promisify(execFile);

/** Why notebooks cannot run here; undefined where they can. */
export function whyNoNotebooks(root: string): string | undefined {
  if (existsSync(join(root, ".lab/venv/bin/jupyter"))) return undefined;
  return "JupyterLab is not installed in .lab/venv: run npm test or npm run lab once, which install it.";
}

/**
 * Runs a notebook in the real kernel, as `jupyter nbconvert --execute` does; it stops at the first cell that fails.
 *
 * @param file - path from the course's root
 * @throws Error with what nbconvert said when a cell failed or took longer than two minutes
 */
export async function runNotebook(root: string, file: string): Promise<NotebookRun> {
  // Inside the project, so that the cells' imports are found as they are from work/.
  mkdirSync(join(root, ".lab/tmp"), { recursive: true });
  const folder = mkdtempSync(join(root, ".lab/tmp/run-"));
  const began = performance.now();
  try {
    await run(
      join(root, ".lab/venv/bin/jupyter"),
      [
        "nbconvert",
        ...["--to", "notebook", "--execute", "--ExecutePreprocessor.timeout=120"],
        ...["--output", "run.ipynb", "--output-dir", folder, join(root, file)],
      ],
      {
        cwd: root,
        timeout: 300_000,
        maxBuffer: 1 << 26,
        env: {
          ...process.env,
          JUPYTER_PATH: join(root, ".lab/jupyter"),
          JUPYTER_RUNTIME_DIR: join(folder, "runtime"),
          JUPYTER_CONFIG_DIR: join(folder, "config"),
        },
      },
    );
    const { cells } = JSON.parse(readFileSync(join(folder, "run.ipynb"), "utf8"));
    return { cells, seconds: (performance.now() - began) / 1000 };
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
  }
}
