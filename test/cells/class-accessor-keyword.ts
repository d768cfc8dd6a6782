// An `accessor` field.
class Cell2 { accessor value = 3; static accessor total = 1; }
// %%
const answer = () => { const c = new Cell2(); c.value += 1; return [c.value, Cell2.total, Object.keys(c)]; };
// expect: [4, 1, []]
