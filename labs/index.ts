/** Everything a notebook imports from `@swarmlab/labs`, folder by folder. */
export * from "./agents/index.ts";
export * from "./bench/index.ts";
export * from "./dashboard/index.ts";
export * from "./examples/index.ts";
export * from "./sharing/index.ts";
export * from "./swarm/index.ts";
