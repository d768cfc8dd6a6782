// A package of npm.
import { z } from "zod";
// %%
const schema = () => z.object({ n: z.number() });
// %%
const answer = () => [schema().safeParse({ n: 1 }).success, schema().safeParse({ n: "1" }).success];
// expect: [true, false]
