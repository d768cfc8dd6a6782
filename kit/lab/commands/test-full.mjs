import { main as test } from "./test.mjs";

export { line } from "./test.mjs";

/** @type {typeof test} */
export const main = (args, tools) => test(["--full", ...args], tools);
