// A comment that silences the next line.
// @ts-expect-error It is meant to be wrong.
const wrongOnPurpose: number = "text";
// @ts-ignore
const wrongAgain: string = 1;
// %%
const answer = () => [wrongOnPurpose, wrongAgain];
// expect: ["text", 1]
