/** What notebooks import: check, hint, coteach, show. */
import { prewarm } from "./session.ts";

export { check } from "./check.ts";
export { coteach } from "./coteach.ts";
export { show } from "./display.ts";
export { hint } from "./hint.ts";

prewarm();
