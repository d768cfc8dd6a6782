const BLANK = /\s/;

/** Where a statement's own text begins: behind white space and comments. It reads each character once. */
export function beginOf(text: string): number {
  let at = 0;
  for (;;) {
    while (at < text.length && BLANK.test(text[at] as string)) at += 1;
    const isLine = text.startsWith("//", at);
    if (!isLine && !text.startsWith("/*", at)) return at;
    const end = isLine ? text.indexOf("\n", at) : text.indexOf("*/", at + 2);
    if (end === -1) return text.length;
    at = end + (isLine ? 1 : 2);
  }
}
