// `try` in a helper cell.
let parsed: { ok: boolean } | undefined;
try { parsed = JSON.parse("{ not json"); } catch { parsed = { ok: false }; }
// %%
const answer = () => parsed;
// expect: { ok: false }
