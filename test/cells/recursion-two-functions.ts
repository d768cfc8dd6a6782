// Two functions of one cell that call each other.
const isEvenNumber = (n: number): boolean => (n === 0 ? true : isOddNumber(n - 1));
const isOddNumber = (n: number): boolean => (n === 0 ? false : isEvenNumber(n - 1));
// %%
const answer = () => [isEvenNumber(10), isOddNumber(10)];
// expect: [true, false]
