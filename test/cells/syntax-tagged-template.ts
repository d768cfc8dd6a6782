// A tag reads the raw text.
const raw2 = (strings: TemplateStringsArray, ...values: unknown[]) => strings.raw.map((text, at) => text + (values[at] ?? "")).join("");
// %%
const answer = () => raw2`a\n${1}b`;
// expect: "a\\n1b"
