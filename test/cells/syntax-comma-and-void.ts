// Expressions that few write and many paste.
let sideEffects = 0;
const weird = ((sideEffects += 1), 2);
void 0;
;;
// %%
const answer = () => [weird, sideEffects, void 0, !!~"abc".indexOf("b")];
// expect: [2, 1, undefined, true]
