/** Everything a notebook imports from `@swarmlab/kit`. This file is the package's entry, not a room's door. */
import { startCheckServerSoon } from "./notebook/index.ts";

export { ExploreError, type ExploreOptions, explore, type Verdict } from "./explore/index.ts";
export * from "./live/index.ts";
export { ask, check, coteach, hint, progress, reset, show } from "./notebook/index.ts";

startCheckServerSoon();
