// A `let` of a union type keeps the whole union in the next cell.
let widened: string | number = 1;
// %%
widened = "text";
const lengthOfWidened = () => (typeof widened === "string" ? widened.length : widened);
// %%
const answer = () => lengthOfWidened();
// expect: 4
