export * from "./kinds.ts";
export * as counting from "./counter.ts";
export { default as shout, plain } from "./plain.js";
