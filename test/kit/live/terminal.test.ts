import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import { TerminalBlock } from "../../../kit/live/terminal.ts";
import { VirtualTerminal } from "./support/virtual-terminal.ts";

function openIn(terminal: VirtualTerminal): TerminalBlock {
  const block = TerminalBlock.open(terminal);
  if (block === undefined) throw new Error("no block in a terminal");
  return block;
}

test("lines are redrawn in place, more or fewer of them", () => {
  const terminal = new VirtualTerminal();
  terminal.write("before\n");
  const block = openIn(terminal);
  block.draw(["one", "two"]);
  expect(terminal.screen).toEqual(["before", "one", "two"]);
  block.draw(["1", "2", "3"]);
  expect(terminal.screen).toEqual(["before", "1", "2", "3"]);
  block.draw(["end"]);
  block.close();
  terminal.write("after\n");
  expect(terminal.screen).toEqual(["before", "end", "after"]);
});

test("each drawing is one write, so that nothing flickers", () => {
  const terminal = new VirtualTerminal();
  const block = openIn(terminal);
  block.draw(["a", "b", "c"]);
  block.draw(["a", "b", "c"]);
  expect(terminal.writes).toBe(2);
});

test("what others print stays whole, above the block", () => {
  const terminal = new VirtualTerminal();
  const block = openIn(terminal);
  block.draw(["busy"]);
  terminal.write("an agent says\n");
  terminal.write("something\n");
  block.draw(["busy still"]);
  expect(terminal.screen).toEqual(["an agent says", "something", "busy still"]);
});

test("a line that the program has begun to print is not overwritten", () => {
  const terminal = new VirtualTerminal();
  const block = openIn(terminal);
  block.draw(["busy"]);
  terminal.write("half");
  block.draw(["busy still"]);
  expect(terminal.screen).toEqual(["half", "busy still"]);
  block.close();
});

test("the last lines stand at the end, even if the program printed after the last drawing", () => {
  const terminal = new VirtualTerminal();
  const block = openIn(terminal);
  block.draw(["all done"]);
  terminal.write("a late word\n");
  block.close();
  expect(terminal.screen).toEqual(["a late word", "all done"]);
});

test("a terminal made narrower breaks lines, and the block still finds its start", () => {
  const terminal = new VirtualTerminal({ columns: 40 });
  terminal.write("before\n");
  const block = openIn(terminal);
  block.draw(["x".repeat(39)]);
  // What a terminal does that breaks its lines anew when it is resized.
  const narrow = new VirtualTerminal({ columns: 20 });
  narrow.write(`before\n${"x".repeat(39)}\n`);
  terminal.columns = 20;
  terminal._write = narrow._write.bind(narrow);
  block.draw(["y"]);
  expect(narrow.screen).toEqual(["before", "y"]);
});

test("a block fits into the terminal", () => {
  expect(openIn(new VirtualTerminal({ columns: 60, rows: 10 })).size).toEqual({ columns: 59, lines: 9 });
  expect(openIn(new VirtualTerminal({ columns: 200, rows: 100 })).size).toEqual({ columns: 199, lines: 16 });
  // Some pseudo-terminals say 0.
  expect(openIn(new VirtualTerminal({ columns: 0, rows: 0 })).size).toEqual({ columns: 79, lines: 16 });
});

test("the stream's own write is restored at the end", () => {
  const terminal = new VirtualTerminal();
  const block = openIn(terminal);
  expect(Object.hasOwn(terminal, "write")).toBe(true);
  block.close();
  expect(Object.hasOwn(terminal, "write")).toBe(false);
});

test("a wrapper that other code puts around the stream meanwhile stays", () => {
  const terminal = new VirtualTerminal();
  const block = openIn(terminal);
  const ours = terminal.write.bind(terminal);
  const heard: unknown[] = [];
  terminal.write = ((text: string) => {
    heard.push(text);
    return ours(text);
  }) as typeof terminal.write;
  block.draw(["busy"]);
  block.close();
  terminal.write("after\n");
  expect(heard).toEqual(["after\n"]);
  expect(terminal.screen).toEqual(["busy", "after"]);
});

test("there is one block at a time in a terminal, and none in a pipe", () => {
  const terminal = new VirtualTerminal();
  const first = openIn(terminal);
  expect(TerminalBlock.open(terminal)).toBeUndefined();
  first.close();
  openIn(terminal).close();
  expect(TerminalBlock.open(new PassThrough())).toBeUndefined();
});
