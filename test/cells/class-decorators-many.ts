// Decorators of a class, a field, a getter and an accessor, and one with an argument.
const order9: string[] = [];
const mark = (word: string) => (_value: unknown, context: { kind: string; name?: string | symbol }) => { order9.push(`${word} ${context.kind}`); };
// %%
@mark("c") class Marked { @mark("f") field = 1; @mark("g") get got() { return 2; } @mark("a") accessor acc = 3; }
const kindsSeen = [...order9];
// %%
const answer = () => [kindsSeen, new Marked().got];
// expect: [["g getter", "a accessor", "f field", "c class"], 2]
// expect in thread, process: throws Marked because what decorators keep belongs to their cell, and does not go with the class
