// An error kept in a constant.
const oldError = new RangeError("kept", { cause: "why" });
// %%
const answer = () => [oldError.name, oldError.message, oldError.cause, oldError instanceof RangeError];
// expect: ["RangeError", "kept", "why", true]
