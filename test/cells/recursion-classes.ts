// A class whose method makes objects of itself, and a type that refers to itself.
type Json2 = string | number | Json2[] | { [key: string]: Json2 };
class Walker { depth(value: Json2): number { return typeof value === "object" ? 1 + Math.max(0, ...Object.values(value).map((item) => new Walker().depth(item))) : 0; } }
// %%
const answer = () => new Walker().depth({ a: [1, [2, { b: 3 }]] });
// expect: 4
