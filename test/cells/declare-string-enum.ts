// An enum of texts, used as a type in another cell.
enum Colour { Red = "red", Blue = "blue" }
// %%
const paint = (colour: Colour) => `paint it ${colour}`;
// %%
const answer = () => paint(Colour.Blue);
// expect: "paint it blue"
