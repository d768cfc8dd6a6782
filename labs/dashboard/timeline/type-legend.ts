import { categoryColours, palette } from "../theme.ts";

/** What a type beyond the colours that can be told apart is shown as. */
export const otherTypes = "other types";

/** Which legend entry each agent type belongs to: its own, or "other types" once the colours are used up. */
export interface TypeLegend {
  readonly entries: readonly { readonly label: string; readonly colour: string }[];
  entryOf(agentType: string): string;
}

export function typeLegend(agentTypes: readonly string[]): TypeLegend {
  const named = agentTypes.slice(0, categoryColours.length);
  const entries = named.map((label, index) => ({ label, colour: categoryColours[index] ?? palette.grey }));
  if (agentTypes.length > named.length) entries.push({ label: otherTypes, colour: palette.grey });
  return { entries, entryOf: (agentType) => (named.includes(agentType) ? agentType : otherTypes) };
}
