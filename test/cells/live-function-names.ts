// Functions and classes have the names that they are declared with, also by assignment.
const arrowNamed = () => 1;
let lateNamed: () => number;
const anonymous = class {};
const { inside } = { inside: () => 2 };
// %%
lateNamed = () => 3;
// %%
const answer = () => [arrowNamed.name, lateNamed.name, anonymous.name, inside.name];
// expect: ["arrowNamed", "lateNamed", "anonymous", "inside"]
