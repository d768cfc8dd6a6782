// Mapped and conditional types of an earlier cell.
type Getters<T> = { [K in keyof T & string as `get${Capitalize<K>}`]: () => T[K] };
type ElementOf<T> = T extends readonly (infer E)[] ? E : never;
// %%
const makeGetters = (name: string): Getters<{ name: string }> => ({ getName: () => name });
// %%
const answer = () => { const first: ElementOf<string[]> = makeGetters("Ada").getName(); return first; };
// expect: "Ada"
