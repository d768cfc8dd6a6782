/** Everything a notebook imports from `@swarmlab/kit`. */
export * from "./grading/notebook/index.ts";
export * from "./live/index.ts";
