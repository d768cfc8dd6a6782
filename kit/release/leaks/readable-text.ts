import { squeeze } from "./secret.ts";

/**
 * All the text that a file holds, squeezed. In JSON (notebooks, course data, source maps) strings are unescaped and a notebook's lists of lines are
 * joined, so that no encoding hides a text.
 */
export function readableText(content: Buffer, file: string): string {
  const text = content.toString("utf8");
  if (!/\.(ipynb|json|map)$/.test(file)) return squeeze(text);
  try {
    return squeeze(stringsIn(JSON.parse(text)).join("\n"));
  } catch {
    return squeeze(text);
  }
}

function stringsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (Array.isArray(value)) {
    return value.every((item) => typeof item === "string") ? [value.join("\n")] : value.flatMap(stringsIn);
  }
  if (typeof value === "object" && value !== null) {
    return Object.entries(value).flatMap(([key, item]) => [key, ...stringsIn(item)]);
  }
  return [];
}
