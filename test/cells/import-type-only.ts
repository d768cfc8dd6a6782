// Types of a module leave nothing at run time.
import type { ParsedPath } from "node:path";
import { parse as parsePath, type FormatInputPathObject } from "node:path";
// %%
const nameOfPath = (path: string): ParsedPath["name"] => parsePath(path).name;
// %%
const answer = () => { const given: FormatInputPathObject = { name: nameOfPath("a/b.ts") }; return given.name; };
// expect: "b"
