// A catch, a label, a member, a parameter and a function expression of the same name are others.
let shade = "outer";
const readShade = () => shade;
// %%
const shadows = () => {
  const found: unknown[] = [{ shade: 1 }.shade, [2].map((shade) => shade)[0]];
  try { throw "caught"; } catch (shade) { found.push(shade); }
  shade: for (;;) { break shade; }
  found.push((function shade() { return typeof shade; })());
  class Local { shade = 3; read() { return this.shade; } }
  found.push(new Local().read());
  return found;
};
// %%
shade = "changed";
// %%
const answer = () => [...shadows(), readShade()];
// expect: [1, 2, "caught", "function", 3, "changed"]
