import { registerHooks } from "node:module";
import { pathToFileURL } from "node:url";
import { toCommonJs as stepTwo, withoutMapComment } from "../compile/common-js.ts";
import { courseOptions } from "../compile/compiler-options.ts";
import { namesToExport } from "../compile/exported-names.ts";
import { libraryFiles } from "../compile/library-files.ts";
import { plainArrayTypes } from "../compile/plain-array-types.ts";
import { type CellProblem, isAboutOutputFiles, toProblems } from "../compile/problem.ts";
import { tslabRequire } from "../compile/typescript.ts";
import { applyPatches } from "../patches/patch.ts";
import { patches } from "../patches/patches.ts";
import { sendInOrder } from "./send.ts";

/** JavaScript of a cell or of a file it imports, with the maps that lead back to its source, last step first. */
export interface Emitted {
  readonly js: string;
  readonly maps: readonly string[];
}

/** A cell as converted by tslab with our patches. */
export interface Conversion {
  readonly problems: readonly CellProblem[];
  /** Missing when there are problems or nothing to run. */
  readonly output?: Emitted;
  /** Declarations of everything the notebook has declared so far. The next cell is checked against them. */
  readonly declOutput?: string;
  /** Changed TypeScript files that the cell imports by relative path. */
  readonly sideOutputs?: readonly (Emitted & { readonly path: string })[];
  /** The export that holds the value of the cell's last expression. */
  readonly lastExpressionVar?: string;
  /** Names the cell declares at top level. */
  readonly declares?: readonly string[];
}

/** The part of tslab's converter that is used here. */
export interface Converter {
  convert(previousDeclarations: string, source: string): Conversion;
  inspect(previousDeclarations: string, source: string, position: number): unknown;
  complete(previousDeclarations: string, source: string, position: number): unknown;
  close(): void;
}

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

/** Loads tslab with our patches. Nothing on disk changes. */
export function loadTslab(): {
  readonly jupyter: JupyterModule;
  createConverter(): Converter;
  /** tslab's public module, for cells that import `tslab` themselves. */
  readonly publicModule: unknown;
} {
  const hooks = {
    courseOptions: { ...courseOptions(), sourceMap: true },
    libraryFiles: libraryFiles(),
    plainArrayTypes,
    namesToExport,
    toProblems,
    isAboutOutputFiles,
    toCommonJs,
    sendInOrder,
  };
  (globalThis as Record<symbol, unknown>)[Symbol.for("swarmlab.tslab")] = hooks;
  const patching = registerHooks({
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
    const converter = tslabRequire()("./dist/converter.js") as {
      createConverter(options: object): Converter;
    };
    return {
      jupyter: tslabRequire()("./dist/jupyter.js") as JupyterModule,
      createConverter: () => converter.createConverter({ isJS: false, isBrowser: false }),
      publicModule: tslabRequire()("./dist/public.js"),
    };
  } finally {
    patching.deregister();
  }
}

function urlOf(file: string): string {
  return pathToFileURL(tslabRequire().resolve(`./dist/${file}`)).href;
}

function toCommonJs(esModule: string, map: string): Emitted {
  const commonJs = stepTwo(withoutMapComment(esModule));
  return { js: commonJs.js, maps: [commonJs.map, map] };
}
