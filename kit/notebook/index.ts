/** What notebooks import: check, hint, coteach, progress, show. */
import { prewarm } from "./session.ts";

export { check } from "./check.ts";
export { coteach } from "./coteach.ts";
export { show } from "./display.ts";
export { hint } from "./hint.ts";
export { progress } from "./progress.ts";

prewarm();
