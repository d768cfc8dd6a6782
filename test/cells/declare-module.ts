// `declare module` adds to the types of a module, for the cells behind it too.
declare module "node:os" { interface CpuInfo { extraThing?: number } }
// %%
import type { CpuInfo } from "node:os";
const extraOf = (cpu: Partial<CpuInfo>) => cpu.extraThing ?? 0;
// %%
const answer = () => extraOf({ extraThing: 4 });
// expect: 4
