import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { onTestFinished } from "vitest";

/** A network between two programs, which can be cut: then nothing passes and nobody gets through. */
export type Network = {
  /** Where the far program is, through this network. */
  readonly url: string;
  readonly cut: () => void;
  readonly mend: () => void;
};

/** A network to the server at that address; it ends with the test. */
export async function layNetwork(serverUrl: string): Promise<Network> {
  const { port } = new URL(serverUrl);
  const open = new Set<Socket>();
  let up = true;
  const network = createServer((near) => {
    if (!up) {
      near.resetAndDestroy();
      return;
    }
    const far = connect({ host: "127.0.0.1", port: Number(port) });
    for (const socket of [near, far]) {
      open.add(socket);
      socket.on("error", () => undefined);
      socket.on("close", () => {
        open.delete(socket);
        near.destroy();
        far.destroy();
      });
    }
    near.pipe(far);
    far.pipe(near);
  });
  await new Promise<void>((resolve) => network.listen(0, "127.0.0.1", resolve));
  const cut = (): void => {
    up = false;
    for (const socket of open) socket.resetAndDestroy();
  };
  onTestFinished(() => {
    cut();
    network.close();
  });
  return {
    url: `http://127.0.0.1:${(network.address() as AddressInfo).port}`,
    cut,
    mend: () => {
      up = true;
    },
  };
}
