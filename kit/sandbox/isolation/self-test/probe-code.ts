/**
 * The answer that a self-test loads into a sandbox. Its functions try harmless things; each returns the code of the error, or what it saw.
 */
export const probeCode = `
const fs = require("node:fs"), net = require("node:net"), { Worker } = require("node:worker_threads");
const attempt = (action) => { try { return action() ?? "done"; } catch (error) { return String(error.code ?? error.message); } };
exports.read = (files) => files.map((file) => attempt(() => (fs.statSync(file), "there")));
exports.write = (files) => files.map((file) => attempt(() => { fs.writeFileSync(file, "x"); fs.rmSync(file); return "written"; }));
exports.open = (file) => attempt(() => (fs.closeSync(fs.openSync(file, "r+")), "opened"));
exports.connect = (where) => new Promise((resolve) => {
  const socket = net.connect(where, () => { socket.destroy(); resolve("connected"); });
  socket.on("error", (error) => resolve(String(error.code)));
});
exports.interfaces = () => Object.values(require("node:os").networkInterfaces()).flat().filter((one) => !one.internal).length;
exports.signal = (pid) => attempt(() => process.kill(pid, 0));
exports.processes = () => fs.readdirSync("/proc").filter((name) => /^\\d+$/.test(name)).length;
exports.mounts = () => fs.readFileSync("/proc/self/mountinfo", "utf8");
exports.environment = () => Object.values(process.env).join("\\n");
exports.limits = () => fs.readFileSync("/proc/self/limits", "utf8");
exports.fill = (folder, bytes) => {
  const block = Buffer.alloc(1 << 20, 1), files = [];
  try {
    for (let written = 0; written < bytes; written += block.length) {
      const file = folder + "/probe-" + Math.floor(written / (8 << 20));
      if (files.at(-1) !== file) files.push(file);
      fs.appendFileSync(file, block);
    }
    return "no end";
  } catch (error) { return String(error.code); }
  finally { for (const file of files) fs.rmSync(file, { force: true }); }
};
// In a thread, where the runner has not replaced the functions that start processes.
exports.start = () => new Promise((resolve) => {
  const code = 'const { spawnSync } = require("node:child_process"); require("node:worker_threads").parentPort.postMessage(String(spawnSync(process.execPath, ["-v"]).error?.code ?? "started"))';
  new Worker(code, { eval: true, execArgv: [], env: {} }).once("message", resolve).once("error", (error) => resolve(String(error.code)));
});
exports.tasks = async (children) => {
  const { spawn } = require("node:child_process");
  const started = Array.from({ length: children }, () => { try { return spawn(process.execPath, ["-e", "setTimeout(() => {}, 20000)"], { stdio: "ignore" }).on("error", () => {}); } catch {} });
  const count = () => fs.readdirSync("/proc").filter((name) => /^\\d+$/.test(name)).reduce((sum, pid) => { try { return sum + fs.readdirSync("/proc/" + pid + "/task").length; } catch { return sum; } }, 0);
  let most = 0;
  for (let look = 0; look < 20; look++) { most = Math.max(most, count()); await new Promise((resolve) => setTimeout(resolve, 10)); }
  for (const child of started) child?.kill("SIGKILL");
  return most;
};
exports.hold = async (bytes) => {
  const held = [];
  for (let sum = 0; sum < bytes; sum += 8 << 20) { held.push(Buffer.alloc(8 << 20, 1)); await new Promise((resolve) => setTimeout(resolve, 5)); }
  return held.length;
};
`;
