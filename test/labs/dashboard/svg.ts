/** Width and height of an SVG document, in pixels. */
export function sizeOf(svg: string): { width: number; height: number } {
  const [, width, height] = svg.match(/^<svg[^>]* width="(\d+)" height="(\d+)"/) ?? [];
  return { width: Number(width), height: Number(height) };
}

/**
 * Checks the rules of XML 1.0 that generated documents break: every tag closed in order, attributes quoted and unique,
 * no bare `&` or `<`, no forbidden character. Returns the elements' names in order, or throws at the first offence.
 */
export function parseXml(xml: string): string[] {
  if (/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u.test(xml))
    throw new Error("a forbidden character");
  const names: string[] = [];
  const open: string[] = [];
  for (const [whole, close, name = "", attributes = "", selfClosing, text = ""] of xml.matchAll(
    /<(\/?)([\w:-]+)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>|([^<]+|<)/g,
  )) {
    if (text) {
      if (text === "<" || /&(?!amp;|lt;|gt;|quot;|apos;|#\d+;|#x[\da-f]+;)/i.test(text))
        throw new Error(`bare "${whole.slice(0, 40)}"`);
      if (open.length === 0 && text.trim()) throw new Error(`text outside the root: "${text.slice(0, 40)}"`);
      continue;
    }
    if (close) {
      if (open.pop() !== name) throw new Error(`</${name}> closes another element`);
      continue;
    }
    const keys = [...attributes.matchAll(/([\w:-]+)="([^"]*)"/g)].map(([, key, value = ""]) => {
      if (/&(?!amp;|lt;|gt;|quot;|apos;|#)/.test(value)) throw new Error(`bare & in ${key}`);
      return key;
    });
    if (new Set(keys).size < keys.length) throw new Error(`<${name}> repeats an attribute`);
    if (names.length > 0 && open.length === 0) throw new Error("two root elements");
    names.push(name);
    if (!selfClosing) open.push(name);
  }
  if (open.length > 0) throw new Error(`<${open.at(-1)}> is never closed`);
  return names;
}
