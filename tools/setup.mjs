// Prepares a fresh clone for `npm start` and `npm test`: packages, a Node new enough, the trainer's
// pages and, with --test, a browser. Plain JavaScript, so that any Node from 18 on can run it.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..");
const NODE_VERSION = "24.21.0";
const NODE_FLOOR = [22, 18];
const CHROMIUM_PLACES = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/** Debian packages that only tests need, and the files by which they are known. */
const FOREIGN = {
  pcscd: ["/usr/sbin/pcscd"],
  "vsmartcard-vpcd": ["/usr/lib/pcsc/drivers/serial/libifdvpcd.so"],
  opensc: ["/usr/bin/opensc-tool"],
  "python3-pyscard": ["/usr/lib/python3/dist-packages/smartcard/__init__.py"],
  xvfb: ["/usr/bin/Xvfb"],
  libxtst6: ["x86_64", "aarch64"].map((cpu) => `/usr/lib/${cpu}-linux-gnu/libXtst.so.6`),
  "python3-serial": ["/usr/lib/python3/dist-packages/serial/rfc2217.py"],
  ser2net: ["/usr/sbin/ser2net"],
  tio: ["/usr/bin/tio"],
  "cups-client": ["/usr/bin/lp"],
  "cups-core-drivers": ["/usr/lib/cups/backend/socket"],
  "python3-escpos": ["/usr/lib/python3/dist-packages/escpos/printer.py"],
};
/** Names of those that this machine's sources do not have: they are asked for once, not at each run. */
const REFUSED_FILE = "node_modules/.foreign-refused.json";

process.chdir(ROOT);
installPackages();
const node = installNode();
buildPages(node);
if (process.argv.includes("--test")) {
  installBrowser();
  installForeign();
}

function installPackages() {
  if (!packagesAreStale()) return;
  say("installing packages (once, about half a minute)");
  npm(["ci", "--no-audit", "--no-fund", "--loglevel=error"]);
}

function packagesAreStale() {
  const installed = "node_modules/.package-lock.json";
  if (!existsSync(installed)) return true;
  const there = JSON.parse(readFileSync(installed, "utf8")).packages;
  const wanted = JSON.parse(readFileSync("package-lock.json", "utf8")).packages;
  return Object.entries(wanted).some(([path, entry]) => {
    if (path === "" || (entry.optional && there[path] === undefined)) return false;
    return there[path]?.version !== entry.version || there[path]?.integrity !== entry.integrity;
  });
}

/** The Node to go on with: the running one, or one fetched into node_modules, where npm's PATH begins. */
function installNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major > NODE_FLOOR[0] || (major === NODE_FLOOR[0] && minor >= NODE_FLOOR[1])) {
    return process.execPath;
  }
  const name = `node-${process.platform === "win32" ? "win" : process.platform}-${process.arch}`;
  const binary = join(ROOT, "node_modules", name, "bin", "node");
  if (!existsSync(binary)) {
    say(`Node ${process.versions.node} is too old; fetching ${NODE_VERSION} for this folder alone`);
    npm([
      "install",
      "--no-save",
      "--no-audit",
      "--no-fund",
      "--loglevel=error",
      `${name}@${NODE_VERSION}`,
    ]);
  }
  return binary;
}

function buildPages(node) {
  const built = "dist/trainer-ui/index.html";
  const sources = ["trainer-ui", "sim-server/contract", "sim-server/core", "sim-server/session"];
  sources.push("sim-server/worker", "scenarios", "device-emulators", "package-lock.json");
  if (existsSync(built) && statSync(built).mtimeMs >= Math.max(...sources.map(newestMs))) return;
  say("building the trainer's pages");
  rmSync("dist/trainer-ui", { recursive: true, force: true });
  const vite = join("node_modules", "vite", "bin", "vite.js");
  run(node, [vite, "build", "trainer-ui", "--outDir", "../dist/trainer-ui", "--logLevel", "warn"]);
}

function newestMs(path) {
  const found = statSync(path);
  if (!found.isDirectory()) return found.mtimeMs;
  return Math.max(found.mtimeMs, ...readdirSync(path).map((name) => newestMs(join(path, name))));
}

function installBrowser() {
  const found = [process.env.CHROMIUM_PATH, ...CHROMIUM_PLACES].find(
    (path) => path && existsSync(path),
  );
  const fonts = spawnSync("fc-list", [":lang=zh"], { encoding: "utf8" });
  const missing = [];
  if (found === undefined) missing.push("chromium");
  if (process.platform === "linux" && !fonts.stdout?.trim()) missing.push("fonts-noto-cjk");
  if (missing.length === 0) return;
  if (!mayInstall()) {
    stop(
      `the browser tests need ${missing.join(" and ")}: install by your system's package manager` +
        " (Debian: apt-get install chromium fonts-noto-cjk), or set CHROMIUM_PATH",
    );
  }
  say(`installing ${missing.join(" and ")} by package name`);
  run("apt-get", ["update", "-qq"]);
  run("apt-get", ["install", "-y", "-qq", "--no-install-recommends", ...missing]);
}

/** The foreign software that devices are tried with. Where it is missing, its tests say so and pass over. */
function installForeign() {
  const known = existsSync(REFUSED_FILE) ? JSON.parse(readFileSync(REFUSED_FILE, "utf8")) : [];
  const missing = Object.entries(FOREIGN).flatMap(([name, places]) =>
    known.includes(name) || places.some((place) => existsSync(place)) ? [] : [name],
  );
  if (missing.length === 0 || !mayInstall()) return;
  say(`installing ${missing.join(", ")} by package name`);
  const quiet = { stdio: "ignore", env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } };
  const options = ["install", "-y", "-qq", "--no-install-recommends"];
  spawnSync("apt-get", ["update", "-qq"], quiet);
  // One by one: a package that cannot be had must not keep the others away.
  const refused = missing.filter(
    (name) => spawnSync("apt-get", [...options, name], quiet).status !== 0,
  );
  if (refused.length === 0) return;
  writeFileSync(REFUSED_FILE, JSON.stringify([...known, ...refused]));
  say(`${refused.join(", ")} cannot be had here; the tests that need them will be passed over`);
}

function mayInstall() {
  return process.getuid?.() === 0 && existsSync("/usr/bin/apt-get");
}

function npm(args) {
  const script = process.env.npm_execpath;
  const environment = Object.fromEntries(
    Object.entries(process.env).filter(
      ([key]) =>
        !key.startsWith("npm_") || /^npm_config_(registry|cache|userconfig|.*proxy)$/.test(key),
    ),
  );
  if (script) run(process.execPath, [script, ...args], environment);
  else run(process.platform === "win32" ? "npm.cmd" : "npm", args, environment);
}

function run(command, args, env = process.env) {
  const done = spawnSync(command, args, { stdio: ["ignore", "inherit", "inherit"], env });
  if (done.status !== 0) stop(`${command} ${args.join(" ")} failed: its own words are above`);
}

function say(text) {
  process.stderr.write(`tillyard: ${text}\n`);
}

function stop(text) {
  say(text);
  process.exit(2);
}
