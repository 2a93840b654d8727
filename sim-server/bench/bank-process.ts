import { createServer } from "node:net";
import process from "node:process";
import { listen, portOf } from "../../device-emulators/transports/listen.ts";
import { startBankApp } from "../bank-app.ts";
import { BUILT_IN_DIALECTS } from "../core/iso8583/dialects/built-in.ts";
import { loadBankFile } from "../io/bank/bank-file.ts";
import { PLACE_FLAGS } from "../io/bank/listener.ts";

// Forked by `bank-tcp.ts`: a bank whose accounts never run dry, or a bare echo beside it.
const [dialectName = ""] = process.argv.slice(2);
process.once("disconnect", () => process.exit());
process.send?.({ port: dialectName === "echo" ? await startEcho() : await startRichBank() });

async function startEcho(): Promise<number> {
  const server = createServer((socket) => {
    socket.setNoDelay(true);
    socket.on("data", (bytes) => socket.write(bytes));
  });
  await listen(server, { host: "127.0.0.1", port: 0 }, PLACE_FLAGS);
  return portOf(server);
}

async function startRichBank(): Promise<number> {
  const dialect = BUILT_IN_DIALECTS.get(dialectName);
  if (dialect === undefined) throw new Error(`there is no dialect ${dialectName}`);
  const { options, rules } = loadBankFile();
  const accounts = options.accounts.map((each) => ({ ...each, balanceMinor: 999_999_999_999 }));
  const bank = await startBankApp({
    setup: { options: { ...options, accounts }, rules },
    dialect,
    host: "127.0.0.1",
    port: 0,
    seed: 1,
    failed: (error) => process.stderr.write(`${error}\n`),
  });
  return bank.port;
}
