// A generator with a value at its end and one that is sent in.
function* dialog(): Generator<string, number, number> { const first = yield "first"; const second = yield "second"; return first + second; }
// %%
const answer = () => { const talk = dialog(); return [talk.next().value, talk.next(1).value, talk.next(2)]; };
// expect: ["first", "second", { value: 3, done: true }]
