// A constant called `require`.
const require = (what: string) => `not ${what}`;
// %%
const answer = () => require("fs");
// expect: "not fs"
