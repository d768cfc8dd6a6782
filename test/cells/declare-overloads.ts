// Overloads of one function.
function pad(value: string): string;
function pad(value: number, digits: number): string;
function pad(value: string | number, digits = 3): string {
  return String(value).padStart(digits, "0");
}
// %%
const answer = () => [pad("7"), pad(7, 2)];
// expect: ["007", "07"]
