// exercise 09.2 · A graph runner of your own
// a class that counts for how many each node still waits; circles with Kahn, then walked back
interface GraphNode {
  /** The nodes that it waits for. */
  readonly after: readonly string[];
  /** What it does. It may answer at once, or promise to. */
  run(inputs: Readonly<Record<string, unknown>>): unknown;
}

type Graph = Readonly<Record<string, GraphNode>>;

class GraphRun {
  readonly #graph: Graph;
  readonly #names: string[];
  readonly #done = new Map<string, unknown>();
  readonly #started = new Set<string>();

  constructor(graph: Graph) {
    this.#graph = graph;
    this.#names = Object.keys(graph);
    this.#refuseMissing();
    this.#refuseCircles();
  }

  run(): Promise<Record<string, unknown>> {
    return new Promise((resolve, reject) => {
      const look = () => {
        if (this.#done.size === this.#names.length) return resolve(this.#pick(this.#names));
        for (const name of this.#names) {
          const { after } = this.#graph[name];
          if (this.#started.has(name) || !after.every((before) => this.#done.has(before))) continue;
          this.#started.add(name);
          this.#startOne(name).then((result) => {
            this.#done.set(name, result);
            look();
          }, reject);
        }
      };
      look();
    });
  }

  async #startOne(name: string): Promise<unknown> {
    const node = this.#graph[name];
    return node.run(this.#pick(node.after));
  }

  #pick(names: readonly string[]): Record<string, unknown> {
    const picked: [string, unknown][] = names.map((name) => [name, this.#done.get(name)]);
    return Object.fromEntries(picked);
  }

  #refuseMissing() {
    const known = new Set(this.#names);
    for (const name of this.#names)
      for (const before of this.#graph[name].after)
        if (!known.has(before)) throw new Error(`node ${name} waits for ${before}, and there is no ${before}`);
  }

  #refuseCircles() {
    const stuck = new Set(this.#names);
    let size: number;
    do {
      size = stuck.size;
      for (const name of stuck) if (!this.#graph[name].after.some((before) => stuck.has(before))) stuck.delete(name);
    } while (stuck.size < size);
    if (stuck.size === 0) return;
    // Whoever is stuck waits for somebody who is stuck. Going back, we come to a node again: there is the circle.
    const way: string[] = [];
    let [at] = stuck;
    while (!way.includes(at)) {
      way.push(at);
      at = this.#graph[at].after.find((before) => stuck.has(before)) as string;
    }
    throw new Error(`a circle of nodes: ${way.slice(way.indexOf(at)).join(", ")}`);
  }
}

async function runGraph(graph: Graph): Promise<Record<string, unknown>> {
  return new GraphRun(graph).run();
}
