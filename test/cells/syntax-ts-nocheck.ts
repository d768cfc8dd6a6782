// @ts-nocheck
// A cell whose types are not looked at.
const looselyTyped: number = "text";
// %%
const answer = () => String(looselyTyped);
// expect: "text"
