// Named groups, sticky and the sets of the flag `v`.
const dateShape = /(?<year>\d{4})-(?<month>\d{2})/;
const vowel = /[\p{L}&&[aeiou]]/gv;
// %%
const answer = () => { const { year, month } = dateShape.exec("on 2026-11")?.groups ?? {}; return [year, month, "swarm idea".match(vowel)?.length]; };
// expect: ["2026", "11", 4]
