// Parameters with defaults that read earlier parameters and earlier cells.
const baseWide = 3;
const areaOf = ({ wide = baseWide, high = wide * 2 }: { wide?: number; high?: number } = {}) => wide * high;
// %%
const answer = () => [areaOf(), areaOf({ wide: 2 }), areaOf({ high: 1 })];
// expect: [18, 8, 3]
