// A static field that an agent's class reads, changed by a later cell.
class Tariff { static rate = 2; static table = new Map([["a", 1]]); price(key: string) { return (Tariff.table.get(key) ?? 0) * Tariff.rate; } }
// %%
Tariff.rate = 5; Tariff.table.set("b", 4);
// %%
const answer = () => new Tariff().price("b");
// expect: 20
