// An imported name that a later cell declares itself.
import { basename } from "node:path";
// %%
function basename(path: string) { return `my ${path}`; }
// %%
const answer = () => basename("a/b");
// expect: "my a/b"
