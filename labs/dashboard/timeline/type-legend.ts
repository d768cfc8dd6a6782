import { categoryColours, palette } from "../theme.ts";

/** The legend entry of all types for which no colour is left. */
const OTHER_TYPES = "other types";

/** The legend of agent types. A type has an entry of its own, or belongs to "other types" when no colour is left. */
export interface TypeLegend {
  readonly entries: readonly { readonly label: string; readonly colour: string }[];
  entryOf(agentType: string): string;
}

export function typeLegend(agentTypes: readonly string[]): TypeLegend {
  const named = agentTypes.slice(0, categoryColours.length);
  const entries = named.map((label, index) => ({ label, colour: categoryColours[index] ?? palette.grey }));
  if (agentTypes.length > named.length) entries.push({ label: OTHER_TYPES, colour: palette.grey });
  return { entries, entryOf: (agentType) => (named.includes(agentType) ? agentType : OTHER_TYPES) };
}
