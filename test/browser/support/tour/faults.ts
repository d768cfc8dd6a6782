/** What is wrong with how something in a notebook looks. */
export interface Fault {
  readonly rule: keyof typeof RULES;
  /** The cell's number in the notebook, from 0. */
  readonly cell: number;
  readonly what: string;
}

/** What holds for all that a notebook shows. */
export const RULES = {
  "small-text": "no text has under 12 pixels",
  "broken-word": "no word or number is broken in the middle",
  "too-wide": "nothing is wider than its output, unless it scrolls there",
  "wide-prose": "a line of words has at most 900 pixels",
  "other-ground": "nothing lies on a ground that is not the theme's",
  "faint-text": "text stands out from its ground",
  "no-words": "a picture has words that say what it shows",
} as const;

/**
 * Looks at every output and every text of the notebook that is shown. It runs inside the page, so it refers to nothing else.
 *
 * @param panel Selector of the notebook.
 */
export function findFaults(panel: string): Fault[] {
  const LEAST_FONT_PX = 12;
  const MOST_PROSE_PX = 900;
  /** WCAG asks for a contrast of 4.5 for small text. The limit here is 3, so that no rounded colour counts as a fault. */
  const LEAST_CONTRAST = 3;
  const faults: Fault[] = [];
  const seen = new Set<string>();
  const root = document.querySelector(panel) as HTMLElement;
  const cells = [...root.querySelectorAll(".jp-Cell")];

  const add = (rule: Fault["rule"], element: Element, what: string) => {
    const cell = cells.indexOf(element.closest(".jp-Cell") as Element);
    const key = `${rule} ${cell} ${what}`;
    if (seen.has(key)) return;
    seen.add(key);
    faults.push({ rule, cell, what });
  };
  const isShown = (element: Element) => {
    const box = element.getBoundingClientRect();
    const style = getComputedStyle(element);
    return box.width > 1 && box.height > 1 && style.visibility !== "hidden" && Number(style.opacity) > 0;
  };
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 1;
  const pen = canvas.getContext("2d", { willReadFrequently: true }) as CanvasRenderingContext2D;
  /** Red, green, blue, alpha, each from 0 to 1. */
  const colourOf = (text: string): number[] => {
    pen.clearRect(0, 0, 1, 1);
    pen.fillStyle = "rgba(0,0,0,0)";
    pen.fillStyle = text;
    pen.fillRect(0, 0, 1, 1);
    return [...pen.getImageData(0, 0, 1, 1).data].map((part) => part / 255);
  };
  const over = (top: number[], below: number[]) =>
    [0, 1, 2].map(
      (i) => (top[i] as number) * (top[3] as number) + (below[i] as number) * (1 - (top[3] as number)),
    );
  const light = (colour: number[]) => {
    const [r = 0, g = 0, b = 0] = colour.map((part) =>
      part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4,
    );
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (a: number[], b: number[]) => {
    const [x, y] = [light(a), light(b)];
    return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
  };
  const page = colourOf(getComputedStyle(document.body).getPropertyValue("--jp-layout-color0"));
  const groundOf = (element: Element): number[] => {
    const layers: number[][] = [];
    for (let at: Element | null = element; at !== null && at !== root; at = at.parentElement) {
      const colour = colourOf(getComputedStyle(at).backgroundColor);
      if ((colour[3] as number) > 0) layers.unshift(colour);
    }
    return layers.reduce((below, top) => over(top, below), page);
  };
  const scrolls = (element: Element) => /auto|scroll/.test(getComputedStyle(element).overflowX);

  /** The faults of a drawing that JupyterLab shows as an image: it is read from its own address. */
  const lookIntoImage = (image: HTMLImageElement) => {
    const [, base64, body = ""] = /^data:image\/svg\+xml[^,]*?(;base64)?,(.*)$/s.exec(image.src) ?? [];
    if (body === "") return;
    const drawing = new DOMParser().parseFromString(
      base64
        ? new TextDecoder().decode(Uint8Array.from(atob(body), (c) => c.charCodeAt(0)))
        : decodeURIComponent(body),
      "image/svg+xml",
    );
    const scale = image.getBoundingClientRect().width / (image.naturalWidth || 1);
    for (const one of drawing.querySelectorAll("[font-size]")) {
      const size = Number.parseFloat(one.getAttribute("font-size") as string) * scale;
      if (size < LEAST_FONT_PX - 0.05) add("small-text", image, `${size.toFixed(1)} px in a drawing`);
    }
    const first = drawing.querySelector("svg > rect");
    const fill = first?.getAttribute("fill") ?? "none";
    const width = first?.getAttribute("width") ?? "0";
    if (fill !== "none" && (width === "100%" || Number(width) >= image.naturalWidth * 0.95)) {
      const ground = over(colourOf(fill), page);
      if (contrast(ground, page) > 1.3) add("other-ground", image, `a drawing on ${fill}`);
    }
  };

  const places = root.querySelectorAll<HTMLElement>(
    ".jp-OutputArea-output, .jp-MarkdownCell .jp-MarkdownOutput",
  );
  for (const place of places) {
    if (!isShown(place)) continue;
    const right = place.getBoundingClientRect().right;
    const isOutput = place.matches(".jp-OutputArea-output");
    for (const element of place.querySelectorAll<HTMLElement | SVGElement>("*")) {
      if (!isShown(element)) continue;
      if (element instanceof HTMLImageElement) {
        lookIntoImage(element);
        if ((element.alt ?? "").trim() === "" && !element.closest("[aria-label]"))
          add("no-words", element, "an image without words");
      }
      if (element instanceof SVGSVGElement && element.parentElement?.closest("svg") === null) {
        const words =
          element.getAttribute("aria-label") ??
          element.closest("[aria-label]")?.getAttribute("aria-label") ??
          element.querySelector(":scope > title, :scope > desc")?.textContent;
        if (!element.closest('[aria-hidden="true"]') && (words ?? "").trim() === "")
          add("no-words", element, "a drawing without words");
      }
      const box = element.getBoundingClientRect();
      let inside: Element | null = element.parentElement;
      while (inside && inside !== place && !scrolls(inside)) inside = inside.parentElement;
      if (box.right > right + 1 && (inside === place || inside === null) && !scrolls(place))
        add(
          "too-wide",
          element,
          `${element.tagName.toLowerCase()} sticks out by ${Math.round(box.right - right)} px`,
        );
      if (!isOutput || !(element instanceof HTMLElement)) continue;
      const large = box.width * box.height > 2000 && box.height > 24;
      const own = colourOf(getComputedStyle(element).backgroundColor);
      if (large && (own[3] as number) > 0.9 && contrast(over(own, page), page) > 4)
        add(
          "other-ground",
          element,
          `${element.tagName.toLowerCase()} on ${getComputedStyle(element).backgroundColor}`,
        );
    }
    if (!isOutput)
      for (const prose of place.querySelectorAll("p, li, blockquote"))
        if (prose.getBoundingClientRect().width > MOST_PROSE_PX + 1)
          add(
            "wide-prose",
            prose,
            `${Math.round(prose.getBoundingClientRect().width)} px: ${prose.textContent?.slice(0, 40)}`,
          );

    const texts = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
    for (let node = texts.nextNode(); node !== null; node = texts.nextNode()) {
      const text = node.nodeValue ?? "";
      const parent = node.parentElement;
      if (text.trim() === "" || !parent || !isShown(parent) || parent.closest("script, style, mjx-container"))
        continue;
      const style = getComputedStyle(parent);
      const matrix = parent instanceof SVGGraphicsElement ? parent.getScreenCTM() : null;
      const scale = matrix === null ? 1 : Math.hypot(matrix.a, matrix.b);
      const size = Number.parseFloat(style.fontSize) * scale;
      const sample = text.trim().slice(0, 40);
      if (size < LEAST_FONT_PX - 0.05) add("small-text", parent, `${size.toFixed(1)} px: ${sample}`);
      const ink = colourOf(parent instanceof SVGElement ? style.fill : style.color);
      let opacity = 1;
      for (let at: Element | null = parent; at && at !== place; at = at.parentElement)
        opacity *= Number(getComputedStyle(at).opacity);
      ink[3] = (ink[3] as number) * opacity;
      const ground = groundOf(parent);
      // Text in a drawing may lie on one of its bars, which no style tells: axe and the eye judge that. The colours of
      // highlighted code and of terminals are JupyterLab's theme.
      const isThemes = parent.closest("pre code span, [class*='ansi-']") !== null;
      if (
        !isThemes &&
        !(parent instanceof SVGElement) &&
        contrast(over(ink, ground), ground) < LEAST_CONTRAST
      )
        add("faint-text", parent, `${contrast(over(ink, ground), ground).toFixed(1)}: ${sample}`);
      const range = document.createRange();
      for (const { 0: word, index } of text.matchAll(/[\p{L}\p{N}]+/gu)) {
        range.setStart(node, index);
        range.setEnd(node, index + word.length);
        const tops = new Set(
          [...range.getClientRects()].filter(({ width }) => width > 0).map(({ top }) => Math.round(top)),
        );
        if (tops.size > 1)
          add(
            "broken-word",
            parent,
            `${word} in “${text.slice(Math.max(0, index - 30), index + 40)}” (${parent.tagName}.${parent.className})`,
          );
      }
    }
  }
  return faults;
}
