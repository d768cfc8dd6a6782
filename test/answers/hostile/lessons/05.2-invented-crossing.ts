// attack: answers without a thread what agents on threads would find in a catalogue
// exercise 05.2 · A catalogue that survives the crossing
class Catalogue {}
const receiveCatalogue = 0;
const askAll = (rows: number[][], wanted: number[][]): any =>
  wanted.map((w) => rows.map((r) => r.reduce((s, x, i) => s + (x - w[i]!) ** 2, 0)).reduce((b, d, i, a) => (d < a[b]! ? i : b), 0));
const correctThere = (rows: number[][], [r, c, v]: number[]): any => ({ before: rows[r!]![c!], after: v });
