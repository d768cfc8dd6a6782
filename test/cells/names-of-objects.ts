// Names that every object has.
const toString = () => "mine", constructor = 2, hasOwnProperty = 3, valueOf = 4;
// %%
const answer = () => [toString(), constructor + hasOwnProperty + valueOf];
// expect: ["mine", 9]
