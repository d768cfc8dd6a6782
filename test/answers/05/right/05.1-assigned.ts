// exercise 05.1 · What arrives?
// Filled in one by one.
const arrives: Record<string, string | number | boolean> = {};
arrives.method = "undefined";
arrives.recipe = "throws";
arrives.date = true;
for (const name of ["left", "listInside"]) arrives[name] = 0;
arrives.copied = 1;
arrives.viaShared = 9;
