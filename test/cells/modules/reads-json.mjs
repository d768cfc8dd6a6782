import data from "./data.json" with { type: "json" };

export const length = data.list.length;
