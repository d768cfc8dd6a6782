import { createRequire } from "node:module";
import * as agents from "../../../../labs/agents/index.ts";
import { ImportIndex, installScope } from "../../../../labs/swarm/index.ts";

const installed = createRequire(import.meta.url);

/** The tests run labs from source, so cells that import labs get the source too. */
const require = (id: string): unknown => (id === "@swarmlab/labs" ? agents : installed(id));

interface Tslab {
  createConverter(options: object): Converter;
  esModuleToCommonJSModule(source: string, target: number): string;
}
const { createConverter, esModuleToCommonJSModule } = installed("tslab/dist/converter.js") as Tslab;
const ES2022 = 9;

interface Converter {
  convert(
    declarations: string,
    source: string,
  ): { output?: string; declOutput?: string; diagnostics: readonly { messageText: string }[] };
  close(): void;
}

type Scope = Record<string, unknown>;

/**
 * A notebook without Jupyter: cells are compiled by tslab itself and run as the kernel runs them, so that classes and
 * functions have the form in which a learner's functions are transferred.
 */
export class Notebook implements Disposable {
  readonly #converter: Converter;
  readonly #scope: Scope;
  readonly #imports = new ImportIndex();
  #declarations = "";

  constructor() {
    this.#converter = createConverter({ isJS: false });
    const values: Scope = Object.create(null) as Scope;
    this.#scope = new Proxy(values, {
      defineProperty(_target, name, { get, value }) {
        if (name !== "__esModule") values[name as string] = get ? get() : value;
        return true;
      },
    });
  }

  /** Makes the notebook's names known to swarms. `knowsImports: false` leaves it to them to find out. */
  install({ knowsImports = true } = {}): void {
    installScope({
      has: (name) => Object.hasOwn(this.#scope, name),
      get: (name) => this.#scope[name],
      ...(knowsImports && { importOf: (name: string) => this.#imports.importOf(name) }),
    });
  }

  /** Runs one cell; returns all top-level names. */
  async cell(source: string): Promise<Scope> {
    const { output = "", declOutput = "", diagnostics } = this.#converter.convert(this.#declarations, source);
    if (diagnostics.length > 0) throw new SyntaxError(diagnostics.map((one) => one.messageText).join("\n"));
    this.#declarations = declOutput;
    return this.#run(output);
  }

  /** Runs a cell written as a JavaScript module that says itself what it exports; types are not looked at. */
  module(source: string): Promise<Scope> {
    return this.#run(esModuleToCommonJSModule(source, ES2022));
  }

  async #run(output: string): Promise<Scope> {
    this.#imports.add(output);
    const run = new Function("exports", "require", `return (async () => { "use strict"; ${output}\n})()`);
    await run(this.#scope, require);
    return this.#scope;
  }

  [Symbol.dispose](): void {
    installScope(undefined);
    this.#converter.close();
  }
}
