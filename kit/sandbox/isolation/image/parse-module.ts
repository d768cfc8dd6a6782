import { createRequire } from "node:module";
import type { Program } from "acorn";

/** The tree of a module's text. The parser is read at its first use: few runs need it. */
export const parseModule = (source: string): Program =>
  (createRequire(import.meta.url)("acorn") as typeof import("acorn")).parse(source, {
    ecmaVersion: "latest",
    sourceType: "module",
  });
