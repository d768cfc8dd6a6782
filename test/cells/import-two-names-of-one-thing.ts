// One export under two names, in two cells.
import { resolve as absolute } from "node:path";
// %%
import { resolve as resolved } from "node:path";
// %%
const answer = () => [absolute === resolved, resolved("/a", "../b")];
// expect: [true, "/b"]
