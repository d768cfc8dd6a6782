// Five cells that build on each other: a type, a class, a function, a change and the answer.
type Item5 = { name: string; price: number; count: number };
// %%
class Basket { readonly items: Item5[] = []; add(item: Item5) { this.items.push(item); return this; } get total() { return this.items.reduce((sum, { price, count }) => sum + price * count, 0); } }
// %%
let discount5 = 0;
const toPay = (basket: Basket) => basket.total * (1 - discount5);
// %%
discount5 = 0.5;
// %%
const answer = () => toPay(new Basket().add({ name: "a", price: 3, count: 2 }).add({ name: "b", price: 4, count: 1 }));
// expect: 5
