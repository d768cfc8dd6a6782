// Functions that narrow a type for their caller.
function assertText(value: unknown): asserts value is string { if (typeof value !== "string") throw new TypeError("no text"); }
const isNumber9 = (value: unknown): value is number => typeof value === "number";
function failWith(message: string): never { throw new Error(message); }
// %%
const lengthOf9 = (value: unknown) => { if (isNumber9(value)) return value.toFixed(1); assertText(value); return value.length; };
const orFail = (value: string | undefined) => { if (value === undefined) failWith("none"); return value.length; };
// %%
const answer = () => [lengthOf9(1), lengthOf9("abc"), orFail("ab")];
// expect: ["1.0", 3, 2]
