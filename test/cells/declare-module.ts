// `declare module` adds to the types of a module.
declare module "node:os" { export const extraThing: number | undefined; }
// %%
import { extraThing } from "node:os";
const answer = () => extraThing === undefined;
// expect: true
