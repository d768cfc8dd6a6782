/** The members of a compiled graph that a recording reads; every graph that LangGraph.js compiles has them. */
export interface Recordable {
  getGraphAsync(): Promise<DrawnGraph>;
  getName?(): string;
  /** The graph before it was compiled. */
  readonly builder?: unknown;
}

/** LangGraph.js's description of a graph for drawing. */
export interface DrawnGraph {
  readonly nodes: Readonly<Record<string, { readonly id: string }>>;
  readonly edges: readonly {
    readonly source: string;
    readonly target: string;
    readonly conditional?: boolean;
  }[];
}
