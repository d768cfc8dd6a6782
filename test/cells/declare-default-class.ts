// A class without a name as the default export, and the value of an expression.
export default class { greet() { return "hello"; } }
// %%
export default { a: 1 };
// %%
const answer = () => "both ran";
// expect: "both ran"
