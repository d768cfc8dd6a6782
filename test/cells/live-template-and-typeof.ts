// `typeof`, a template and a tagged template read the newest value.
let mixed: number | string = 1;
const tag = (parts: TemplateStringsArray, value: unknown) => `${parts[0]}${typeof value}`;
const seenAs = () => [typeof mixed, `${mixed}`, tag`a ${mixed}`];
// %%
mixed = "text";
// %%
const answer = () => seenAs();
// expect: ["string", "text", "a string"]
