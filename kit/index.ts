/** Everything a notebook imports from `@swarmlab/kit`. */
export { ExploreError, type ExploreOptions, explore, type Verdict } from "./explore/index.ts";
export * from "./live/index.ts";
export * from "./notebook/index.ts";
