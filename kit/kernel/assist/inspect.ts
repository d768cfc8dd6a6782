import type { NotebookCompiler } from "../compile/notebook-compiler.ts";
import type { TypeScript } from "../compile/typescript.ts";

type Parts = readonly TypeScript.SymbolDisplayPart[] | undefined;

/** What is known of the name at a position, or between the brackets of a call of the function that is called. */
export function inspect(compiler: NotebookCompiler, source: string, position: number): string | undefined {
  const info = compiler.inspect(source, position);
  if (info) return paragraphs(textOf(info.displayParts), textOf(info.documentation), tagLines(info.tags));
  const help = compiler.ask(source, (service, file, offset) =>
    service.getSignatureHelpItems(file, position + offset, undefined),
  );
  return help && callText(help);
}

/** A call in words: the overload that fits so far, the parameter at the cursor, the words on both, and the other overloads. */
function callText({ items, selectedItemIndex, argumentIndex }: TypeScript.SignatureHelpItems): string {
  const selected = items[selectedItemIndex];
  if (selected === undefined) return "";
  const parameter = selected.parameters[Math.min(argumentIndex, selected.parameters.length - 1)];
  const here = parameter && `${textOf(parameter.displayParts)}${wordsOn(parameter)}`;
  const others = items.filter((_, at) => at !== selectedItemIndex).map(signatureText);
  return paragraphs(
    signatureText(selected),
    here && `▸ ${here}`,
    textOf(selected.documentation),
    tagLines(selected.tags.filter(({ name }) => name !== "param")),
    [...new Set(others)].map((other) => `or ${other}`).join("\n"),
  );
}

function signatureText(item: TypeScript.SignatureHelpItem): string {
  const parameters = item.parameters.map(({ displayParts }) => textOf(displayParts));
  return `${textOf(item.prefixDisplayParts)}${parameters.join(", ")}${textOf(item.suffixDisplayParts)}`;
}

function wordsOn({ documentation }: TypeScript.SignatureHelpParameter): string {
  const words = textOf(documentation);
  return words === "" ? "" : ` — ${words}`;
}

function tagLines(tags: readonly TypeScript.JSDocTagInfo[] | undefined): string {
  return (tags ?? []).map(({ name, text }) => `@${name} ${textOf(text)}`.trim()).join("\n");
}

function textOf(parts: Parts): string {
  return (parts ?? []).map(({ text }) => text).join("");
}

function paragraphs(...texts: readonly (string | undefined)[]): string {
  return texts.filter((text) => text !== undefined && text !== "").join("\n\n");
}
