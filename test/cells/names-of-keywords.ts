// Names that are words of the language elsewhere.
const of = 1, get = 2, set = 3, async = 4, type = 5, as = 6, from = 7, target = 8, namespace = 9, declare = 10;
// %%
const answer = () => of + get + set + async + type + as + from + target + namespace + declare;
// expect: 55
