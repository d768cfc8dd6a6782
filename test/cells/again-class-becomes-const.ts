// A class's name becomes a constant.
class Widget { size = 1; }
// %%
const Widget = { size: 2 };
// %%
const answer = () => Widget.size;
// expect: 2
