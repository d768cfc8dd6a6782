// `export` in a cell changes nothing.
export const exportedNumber = 4;
export function exportedFunction() { return exportedNumber * 2; }
export class ExportedClass { value = exportedFunction(); }
// %%
const answer = () => new ExportedClass().value;
// expect: 8
