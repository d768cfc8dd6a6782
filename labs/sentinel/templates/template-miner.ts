import type { LogSeverity } from "../log-event.ts";
import { maskLine, type Slot, WILDCARD } from "./mask-line.ts";
import { createLineScanner, type LineScanner } from "./scan-line.ts";
import type { Template } from "./template.ts";

export interface MinerOptions {
  /** Templates that are kept; the one not seen for longest makes room. @default 400 */
  readonly mostTemplates?: number;
  /** Part of the words that must agree, 0 to 1. @default 0.5 */
  readonly similarity?: number;
  /** Gives the ids. Miners that share it have ids of one row. */
  readonly nextId?: () => number;
  readonly scanner?: LineScanner;
}

/** A template whose text may still get wildcards. */
interface GrowingTemplate extends Template {
  text: string;
  tokens: string[];
  readonly leaf: string;
  isEvicted: boolean;
}

/** What the cache knows of a shape. */
interface Shape {
  readonly template: GrowingTemplate;
  /** Whether lines of this shape have their numbers where the template's slots say. */
  readonly hasSlots: boolean;
}

const SHAPES_A_TEMPLATE = 4;

/**
 * Mines the templates of one service's lines as they come, in the manner of Drain: a tree of fixed depth (number of words, then the first
 * two words) leads to a few templates, of which the most similar takes the line; words that differ become wildcards.
 *
 * He, Zhu, Zheng, Lyu: "Drain: An Online Log Parsing Approach with Fixed Depth Tree", ICWS 2017. In front of the tree stands a cache from
 * the hash of a line's shape to its template, which nearly all lines meet; the tree sees only shapes that are new.
 *
 * Memory is bounded: by `mostTemplates`, and by four cached shapes for each of them.
 */
export class TemplateMiner {
  readonly #scanner: LineScanner;
  readonly #mostTemplates: number;
  readonly #similarity: number;
  readonly #nextId: () => number;
  readonly #leaves = new Map<string, GrowingTemplate[]>();
  readonly #templates = new Set<GrowingTemplate>();
  /** Two generations: the older one is dropped when the younger is full. */
  #shapes = new Map<number, Shape>();
  #olderShapes = new Map<number, Shape>();
  #lastEvictedAt = Number.NEGATIVE_INFINITY;
  #hasSlots = false;

  constructor(options: MinerOptions = {}) {
    let id = 0;
    this.#mostTemplates = options.mostTemplates ?? 400;
    this.#similarity = options.similarity ?? 0.5;
    this.#nextId = options.nextId ?? (() => ++id);
    this.#scanner = options.scanner ?? createLineScanner();
  }

  /** The numbers of the line that was added last; see {@link LineScanner}. */
  get values(): Float64Array {
    return this.#scanner.values;
  }

  /** Whether the slots of its template hold for the line that was added last. */
  get hasSlots(): boolean {
    return this.#hasSlots;
  }

  get templates(): ReadonlySet<Template> {
    return this.#templates;
  }

  /** When a template last made room for another, in seconds since 1970. Around that time, a new template says nothing. */
  get lastEvictedAt(): number {
    return this.#lastEvictedAt;
  }

  /** Counts a line to its template. Lines of different severity have different templates. */
  add(text: string, severity: LogSeverity, now: number): Template {
    const key = this.#scanner.scan(text) + SEVERITY_SALT[severity];
    let shape = this.#shapes.get(key);
    if (shape === undefined || shape.template.isEvicted) {
      shape = this.#olderShapes.get(key);
      if (shape === undefined || shape.template.isEvicted) shape = this.#place(text, severity, now);
      this.#remember(key, shape);
    }
    const { template } = shape;
    this.#hasSlots = shape.hasSlots;
    template.count++;
    template.lastSeen = now;
    return template;
  }

  /** How many lines of this shape were counted to its template; 0 for a shape that is not known. */
  countOf(text: string, severity: LogSeverity): number {
    const key = this.#scanner.scan(text) + SEVERITY_SALT[severity];
    const shape = this.#shapes.get(key) ?? this.#olderShapes.get(key);
    return shape === undefined || shape.template.isEvicted ? 0 : shape.template.count;
  }

  #remember(key: number, shape: Shape): void {
    if (this.#shapes.size >= this.#mostTemplates * SHAPES_A_TEMPLATE) {
      this.#olderShapes = this.#shapes;
      this.#shapes = new Map();
    }
    this.#shapes.set(key, shape);
  }

  #place(text: string, severity: LogSeverity, now: number): Shape {
    const { masked, slots } = maskLine(text);
    const tokens = masked.split(/\s+/u);
    const leaf = leafOf(severity, tokens);
    let siblings = this.#leaves.get(leaf);
    if (siblings === undefined) {
      siblings = [];
      this.#leaves.set(leaf, siblings);
    }
    const best = mostSimilar(siblings, tokens, this.#similarity);
    if (best !== undefined) {
      generalise(best, tokens);
      return { template: best, hasSlots: isSameLayout(best.slots, slots) };
    }
    const template: GrowingTemplate = {
      ...{ id: this.#nextId(), severity, text: tokens.join(" "), tokens, slots, leaf },
      ...{ firstSeen: now, lastSeen: now, count: 0, isEvicted: false },
    };
    siblings.push(template);
    this.#templates.add(template);
    if (this.#templates.size > this.#mostTemplates) this.#evict(template);
    return { template, hasSlots: true };
  }

  #evict(newest: GrowingTemplate): void {
    let oldest: GrowingTemplate | undefined;
    for (const template of this.#templates)
      if (template !== newest && (oldest === undefined || template.lastSeen < oldest.lastSeen))
        oldest = template;
    if (oldest === undefined) return;
    this.#lastEvictedAt = newest.firstSeen;
    oldest.isEvicted = true;
    this.#templates.delete(oldest);
    const rest = this.#leaves.get(oldest.leaf)?.filter((sibling) => sibling !== oldest) ?? [];
    if (rest.length > 0) this.#leaves.set(oldest.leaf, rest);
    else this.#leaves.delete(oldest.leaf);
  }
}

/** Keeps lines of different severities apart. */
const SEVERITY_SALT: Readonly<Record<LogSeverity, number>> = {
  trace: 0,
  debug: 1,
  info: 2,
  warn: 3,
  error: 4,
  fatal: 5,
};

function leafOf(severity: LogSeverity, tokens: readonly string[]): string {
  const step = (token: string | undefined) =>
    token === undefined || token.includes(WILDCARD) ? WILDCARD : token;
  return `${severity} ${tokens.length} ${step(tokens[0])} ${step(tokens[1])}`;
}

function mostSimilar(
  siblings: readonly GrowingTemplate[],
  tokens: readonly string[],
  least: number,
): GrowingTemplate | undefined {
  let best: GrowingTemplate | undefined;
  let bestScore = least;
  for (const sibling of siblings) {
    let equal = 0;
    for (let i = 0; i < tokens.length; i++) if (sibling.tokens[i] === tokens[i]) equal++;
    const score = equal / tokens.length;
    if (score < bestScore) continue;
    best = sibling;
    bestScore = score;
  }
  return best;
}

function generalise(template: GrowingTemplate, tokens: readonly string[]): void {
  let hasChanged = false;
  for (let i = 0; i < tokens.length; i++)
    if (template.tokens[i] !== tokens[i]) {
      template.tokens[i] = WILDCARD;
      hasChanged = true;
    }
  if (hasChanged) template.text = template.tokens.join(" ");
}

function isSameLayout(slots: readonly Slot[], others: readonly Slot[]): boolean {
  return (
    slots.length === others.length &&
    slots.every(({ index, name, unit }, i) => {
      const other = others[i] as Slot;
      return index === other.index && name === other.name && unit === other.unit;
    })
  );
}
