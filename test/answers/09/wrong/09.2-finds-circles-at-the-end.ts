// exercise 09.2 · A graph runner of your own
// Notices a circle when everything else has run.
// fails: a circle is refused before any node starts
interface GraphNode {
  readonly after: readonly string[];
  run(inputs: Readonly<Record<string, unknown>>): unknown;
}
type Graph = Readonly<Record<string, GraphNode>>;

async function runGraph(graph: Graph): Promise<Record<string, unknown>> {
  const names = Object.keys(graph);
  for (const name of names)
    for (const before of graph[name].after) if (!names.includes(before)) throw new Error(`no node ${before}`);
  const results: Record<string, unknown> = {};
  const started = new Set<string>();
  const startReady = async (): Promise<void> => {
    const ready = names.filter((n) => !started.has(n) && graph[n].after.every((before) => before in results));
    for (const name of ready) started.add(name);
    await Promise.all(
      ready.map(async (name) => {
        results[name] = await graph[name].run(
          Object.fromEntries(graph[name].after.map((before) => [before, results[before]])),
        );
        await startReady();
      }),
    );
  };
  await startReady();
  const left = names.filter((name) => !started.has(name));
  if (left.length > 0) throw new Error(`a circle: ${left.join(", ")}`);
  return results;
}
