// Logical assignment, optional chaining and nullish values.
const settings: { depth?: number; deep?: { on?: boolean } } = {};
// %%
const answer = () => { const mine: typeof settings = { ...settings }; mine.depth ??= 3; mine.deep ||= {}; mine.deep.on &&= false; return [mine.depth, mine.deep?.on ?? "unset", settings.deep?.on?.valueOf()]; };
// expect: [3, "unset", undefined]
