const ex = process.exit;
process.exit = (c) => {
  console.error("EXIT", c, new Error().stack.split("\n").slice(2, 6).join("\n"));
  ex(c);
};
process.on("exit", (c) => console.error("exit event", c));
process.argv.splice(1, 1);
const { checkCommand } = await import("./cli/check.ts");
process.exitCode = await checkCommand(process.argv.slice(1), { out: process.stdout, err: process.stderr });
console.error("main ended", process.exitCode);
