// Formats that do not depend on the machine.
const money = new Intl.NumberFormat("en", { style: "currency", currency: "EUR" });
const asMoney = (n: number) => money.format(n);
// %%
const answer = () => asMoney(1234.5);
// expect: "€1,234.50"
// expect in thread, process: throws money because the methods of an object would be lost by copying it
