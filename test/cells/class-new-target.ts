// `new.target` and a class that returns another object.
class Guarded { constructor() { if (new.target === Guarded) throw new TypeError("abstract"); } }
class Allowed extends Guarded { ok = true; }
// %%
const answer = () => { try { new Guarded(); return "made"; } catch (error) { return [(error as Error).message, new Allowed().ok]; } };
// expect: ["abstract", true]
