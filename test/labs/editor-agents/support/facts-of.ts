import { type ModuleFacts, moduleFacts } from "../../../../labs/editor-agents/graph/module-facts.ts";
import { ModuleGraph } from "../../../../labs/editor-agents/graph/module-graph.ts";
import { loadTreeReader, startCompiler } from "../../../../labs/editor-agents/trees/typescript-unstable.ts";
import { Project } from "./project.ts";

/** The facts of modules, by the names of their files, as the real compiler parses them. */
export async function factsOf(files: Readonly<Record<string, string>>): Promise<Map<string, ModuleFacts>> {
  using project = new Project(files);
  const reader = await loadTreeReader();
  const compiler = await startCompiler(project.folder);
  try {
    compiler.open([project.path("tsconfig.json")]);
    return new Map(
      Object.keys(files).map((name) => {
        const table = compiler.bytesOf(project.path(name));
        if (table === undefined) throw new Error(`There is no tree of ${name}.`);
        return [name, { ...moduleFacts(reader.open(table), reader.kinds), file: `/${name}` }];
      }),
    );
  } finally {
    await compiler.close();
  }
}

/** A graph of modules that stand in `/`. */
export async function graphOf(files: Readonly<Record<string, string>>): Promise<ModuleGraph> {
  const graph = new ModuleGraph();
  for (const facts of (await factsOf(files)).values()) graph.set(facts);
  return graph;
}
