/** A value and its type, short enough to stand inside the sentence of an error message. */
export function describeValue(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (typeof value === "string") return `the string ${JSON.stringify(shorten(value))}`;
  if (typeof value === "object") return `an object of class ${value.constructor?.name ?? "null"}`;
  if (typeof value === "function") return `the function ${value.name || "without a name"}`;
  return `${String(value)} (${typeof value})`;
}

function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}
