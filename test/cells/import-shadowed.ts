// A parameter and a local constant hide an import.
import { sep as separator } from "node:path";
const hidden9 = (separator: string) => { const inner = separator; return inner; };
// %%
const answer = () => [hidden9("|"), separator.length];
// expect: ["|", 1]
