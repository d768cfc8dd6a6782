// Names with dollars and underscores, as compilers make them.
const $1_x = 1, __importStar = 2, _a = 3, labs_1 = 4, __esDecorate = 5;
// %%
const answer = () => $1_x + __importStar + _a + labs_1 + __esDecorate;
// expect: 15
