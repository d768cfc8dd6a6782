import { createRequire, registerHooks } from "node:module";
import { pathToFileURL } from "node:url";
import { applyPatches } from "../patches/patch.ts";
import { patches } from "../patches/patches.ts";
import { sendInOrder } from "./send.ts";

/** The version of tslab that this folder knows and patches. */
export const TSLAB_VERSION = "1.0.22";

/** tslab's own fork of TypeScript, which reads and checks nothing here. */
const FORK = "@tslab/typescript-for-tslab";

/** A message of Jupyter's protocol, as tslab represents it. */
export interface JupyterMessage {
  readonly header: { msg_type: string; readonly msg_id: string; readonly date?: string };
  metadata: Record<string, unknown>;
  content: Record<string, unknown>;
  createReply(): JupyterMessage;
  signAndSend(key: string, socket: unknown): void;
}

/** The part of tslab's server that is used here. It owns the sockets. */
export interface ZmqServer {
  readonly connInfo: { readonly key: string };
  readonly iopub: unknown;
  init(): Promise<void>;
  close(): void;
  publishStatus(status: string, parent: JupyterMessage): void;
}

interface JupyterModule {
  lastWriteDisplayData: ((data: Record<string, unknown>, update?: boolean) => void) | null;
  readonly ZmqServer: new (handler: unknown, configPath: string) => ZmqServer;
  readonly JupyterHandlerImpl: new (
    executor: unknown,
    isJs: boolean,
  ) => { handleKernel(): Record<string, unknown> };
}

/** Loads tslab's server with our patches. Nothing on disk changes. Its converter and its compiler stay unused. */
export function loadTslab(): {
  readonly jupyter: JupyterModule;
  /** tslab's public module, for cells that import `tslab` themselves. */
  readonly publicModule: Readonly<Record<string, unknown>>;
} {
  (globalThis as Record<symbol, unknown>)[Symbol.for("swarmlab.tslab")] = { sendInOrder };
  const require = tslabRequire();
  const urlOf = (file: string) => pathToFileURL(require.resolve(`./dist/${file}`)).href;
  const compiler = pathToFileURL(createRequire(import.meta.url).resolve("typescript-6")).href;
  const patching = registerHooks({
    // Loading the fork would take as long as loading the compiler of cells, and as much memory.
    resolve: (specifier, context, next) =>
      specifier === FORK
        ? { url: compiler, format: "commonjs", shortCircuit: true }
        : next(specifier, context),
    load(url, context, nextLoad) {
      const loaded = nextLoad(url, context);
      const fitting = patches.filter(({ file }) => url === urlOf(file));
      if (fitting.length === 0) return loaded;
      const source = applyPatches(String(loaded.source), fitting);
      // On the first line, so that line numbers stay as they are.
      return { ...loaded, source: `const swarmlab = globalThis[Symbol.for("swarmlab.tslab")]; ${source}` };
    },
  });
  try {
    return {
      jupyter: require("./dist/jupyter.js") as JupyterModule,
      publicModule: require("./dist/public.js") as Readonly<Record<string, unknown>>,
    };
  } finally {
    patching.deregister();
  }
}

let required: NodeJS.Require | undefined;

/** The `require` of tslab's own files. The first call checks tslab's version. @throws Error when another version is installed */
export function tslabRequire(): NodeJS.Require {
  required ??= checkedRequire();
  return required;
}

function checkedRequire(): NodeJS.Require {
  const require = createRequire(createRequire(import.meta.url).resolve("tslab/package.json"));
  const { version } = require("./package.json") as { version: string };
  if (version !== TSLAB_VERSION) {
    throw new Error(
      `This kernel knows tslab ${TSLAB_VERSION} only, but tslab ${version} is installed. Run \`npm ci\` to get the pinned version.`,
    );
  }
  return require;
}
