/** The autograder for Gradescope: how it is packed. What runs in it is in autograder/. */
export type { AutograderSettings } from "./autograder-settings.ts";
export { type WrittenAutograder, writeAutograder } from "./write-autograder.ts";
