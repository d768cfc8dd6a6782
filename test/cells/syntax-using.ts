// `using` closes what it holds at the end of its block.
const closed: string[] = [];
const open2 = (name: string) => ({ name, [Symbol.dispose]() { closed.push(name); } });
// %%
function withTwo() { using first = open2("first"); using second = open2("second"); return `${first.name} ${second.name}`; }
// %%
const answer = () => { closed.length = 0; return [withTwo(), closed]; };
// expect: ["first second", ["second", "first"]]
