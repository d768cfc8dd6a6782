/** Numbers as they stand in a text: 12, 12.5, 1,200. */
const NUMBER = /\d+(?:[.,]\d+)*/g;
/** Words with a dash, an underscore or a dot inside, as names of services have: "cart-api". */
const COMPOUND = /[a-z][a-z0-9]*(?:[-_.][a-z0-9]+)+/g;
const SEPARATOR = /[-_.]/;
/** Parts by which a compound word is a service's name and no English. */
const PARTS_OF_NAMES: readonly string[] = [
  ...["api", "service", "svc", "server", "gateway", "proxy", "worker", "queue", "broker", "cache"],
  ...["db", "database", "store", "storage", "backend", "frontend", "node", "host", "cluster"],
];

/**
 * What a model's text says that the facts do not: numbers, and names of services. A model that invents is not believed.
 *
 * @param facts all that the model was given
 * @param services every service that is known; one that the facts do not name is an invention too
 * @returns the invented words, in their order; empty when there are none
 */
export function inventions(text: string, facts: string, services: readonly string[]): readonly string[] {
  const given = new Set([...facts.matchAll(NUMBER)].map(([number]) => plainNumber(number)));
  const numbers = [...text.matchAll(NUMBER)].map(([number]) => number);
  const said = text.toLowerCase();
  const known = facts.toLowerCase();
  const names = new Set(services.map((name) => name.toLowerCase()));
  const parts = new Set([...PARTS_OF_NAMES, ...[...names].flatMap((name) => name.split(SEPARATOR))]);
  const words = [...said.matchAll(/[a-z0-9][a-z0-9._-]*[a-z0-9]/g)].map(([word]) => word);
  const compounds = [...said.matchAll(COMPOUND)].map(([word]) => word);
  return [
    ...new Set([
      ...numbers.filter((number) => !given.has(plainNumber(number))),
      ...words.filter((word) => names.has(word) && !known.includes(word)),
      ...compounds
        .filter((word) => word.split(SEPARATOR).some((part) => parts.has(part)))
        .filter((word) => !known.includes(word)),
    ]),
  ];
}

/** "1,200" and "1200" are the same number, and so are "12.50" and "12.5". */
function plainNumber(text: string): string {
  const digits = text.replaceAll(/,(?=\d{3}(?:\D|$))/g, "").replaceAll(",", ".");
  const number = Number(digits);
  return Number.isFinite(number) ? String(number) : digits;
}
