// Slashes that divide, and slashes that begin a pattern.
const divided = 8 / 2 / 2;
const pattern9 = /\/\*[^]*?\*\//g;
// %%
const answer = () => ["a /* b */ c".replace(pattern9, ""), divided, 4 / 2];
// expect: ["a  c", 2, 2]
