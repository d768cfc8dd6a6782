// A helper cell wraps a method of a class.
class Printer { print(text: string) { return text; } }
// %%
const original = Printer.prototype.print;
Printer.prototype.print = function (text) { return `<${original.call(this, text)}>`; };
// %%
const answer = () => new Printer().print("a");
// expect: "<a>"
