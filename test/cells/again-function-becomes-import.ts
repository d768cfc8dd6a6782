// A declared name that a later cell imports.
function extname(path: string) { return `my ${path}`; }
// %%
import { extname } from "node:path";
// %%
const answer = () => extname("a/b.ts");
// expect: ".ts"
