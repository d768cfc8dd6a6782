// A class that names itself inside, and one that is known under another name inside.
class Node9 { static made = 0; next?: Node9; constructor() { Node9.made += 1; } link() { this.next = new Node9(); return Node9.made; } }
// %%
const answer = () => { Node9.made = 0; return new Node9().link(); };
// expect: 2
