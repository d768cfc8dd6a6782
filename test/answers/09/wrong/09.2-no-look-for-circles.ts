// exercise 09.2 · A graph runner of your own
// Waits for ever when nodes wait for each other.
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
  const resolvers = new Map<string, (value: unknown) => void>();
  const results = new Map(names.map((name) => [name, new Promise((resolve) => resolvers.set(name, resolve))]));
  await Promise.all(
    names.map(async (name) => {
      const values = await Promise.all(graph[name].after.map((before) => results.get(before)));
      const inputs = Object.fromEntries(graph[name].after.map((before, at) => [before, values[at]]));
      resolvers.get(name)?.(await graph[name].run(inputs));
    }),
  );
  const values = await Promise.all(results.values());
  return Object.fromEntries(names.map((name, at) => [name, values[at]]));
}
