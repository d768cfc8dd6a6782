// Fields with arrow functions keep their `this`.
class Button { label = "ok"; onClick = () => this.label; }
// %%
const answer = () => { const { onClick } = new Button(); return onClick(); };
// expect: "ok"
