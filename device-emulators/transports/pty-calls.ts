import { closeSync, constants, openSync } from "node:fs";
import process from "node:process";
import { TillyardError } from "../kit/errors.ts";
import type { LineSettings } from "./transport.ts";

/** The device's end of a pseudo-terminal, and what the kernel is asked of it. */
export type PtyMaster = {
  /** Reads and writes on it never block: they fail with EAGAIN, or EIO while nobody has it open. */
  readonly fd: number;
  /** What programs open. */
  readonly path: string;
  /** Another descriptor of the same master. */
  readonly duplicate: () => number;
  /** Whether a program has it open; before `renew` was called once, nobody can say. */
  readonly held: () => boolean;
  /** Whether a program has it open, or has left bytes that are not read. */
  readonly inUse: () => boolean;
  readonly settings: () => LineSettings;
  /** As if nobody had used it: bytes pass unchanged and without echo, replies not read are gone. */
  readonly renew: () => void;
  readonly close: () => void;
};

/** @source Linux 6.12, include/uapi/asm-generic/ioctls.h, termbits.h, poll.h */
const REQUEST = {
  getNumber: 0x8004_5430, // TIOCGPTN
  setLock: 0x4004_5431, // TIOCSPTLCK
  getTermios: 0x802c_542a, // TCGETS2
  setTermios: 0x402c_542b, // TCSETS2
  flush: 0x540b, // TCFLSH
} as const;
const FLUSH_INPUT = 0; // TCIFLUSH
const POLL_IN = 0x01;
const POLL_HANG_UP = 0x10;

/** struct termios2: where its fields stand, in bytes. */
const TERMIOS = {
  input: 0,
  output: 4,
  control: 8,
  local: 12,
  characters: 17,
  outSpeed: 40,
  bytes: 44,
};
const TWO_STOP_BITS = 0x40; // CSTOPB
/** What cfmakeraw(3) clears: IGNBRK to IXON; OPOST; ECHO, ECHONL, ICANON, ISIG, IEXTEN. */
const COOKED = { input: 0x5eb, output: 0x1, local: 0x804b };
const [VTIME, VMIN] = [5, 6];

/** Where the numbers above hold. The kernels of other processors count otherwise. */
const PROCESSORS = ["x64", "arm64", "arm", "ia32", "riscv64", "loong64"];

/**
 * Makes a pseudo-terminal.
 *
 * @throws TillyardError `device-unavailable`
 */
export async function openPtyMaster(): Promise<PtyMaster> {
  const kernel = await loadKernel();
  const fd = openPtmx();
  const number = Buffer.alloc(4);
  if (kernel.control(fd, REQUEST.setLock, number) | kernel.control(fd, REQUEST.getNumber, number)) {
    closeSync(fd);
    throw unavailable("/dev/ptmx does not make pseudo-terminals here");
  }
  const path = `/dev/pts/${number.readUInt32LE()}`;
  const settings = (): Buffer => {
    const termios = Buffer.alloc(TERMIOS.bytes);
    kernel.control(fd, REQUEST.getTermios, termios);
    return termios;
  };
  return {
    fd,
    path,
    duplicate: () => kernel.duplicate(fd),
    held: () => (kernel.poll(fd) & POLL_HANG_UP) === 0,
    inUse: () => {
      const told = kernel.poll(fd);
      return (told & POLL_HANG_UP) === 0 || (told & POLL_IN) !== 0;
    },
    settings: () => {
      const termios = settings();
      const control = termios.readUInt32LE(TERMIOS.control);
      const baud = termios.readUInt32LE(TERMIOS.outSpeed);
      return { baud, stopBits: control & TWO_STOP_BITS ? 2 : 1 };
    },
    renew: () => {
      kernel.control(fd, REQUEST.setTermios, madeRaw(settings()));
      // Only who has opened it can throw away what waits to be read there. What is on its way to
      // the device stays: the next program may have written already.
      const slave = openSync(path, constants.O_RDWR | constants.O_NOCTTY | constants.O_NONBLOCK);
      kernel.flush(slave);
      closeSync(slave);
    },
    close: () => closeSync(fd),
  };
}

function madeRaw(termios: Buffer): Buffer {
  const clear = (at: number, bits: number): number =>
    termios.writeUInt32LE((termios.readUInt32LE(at) & ~bits) >>> 0, at);
  clear(TERMIOS.input, COOKED.input);
  clear(TERMIOS.output, COOKED.output);
  clear(TERMIOS.local, COOKED.local);
  termios[TERMIOS.characters + VTIME] = 0;
  termios[TERMIOS.characters + VMIN] = 1;
  return termios;
}

function openPtmx(): number {
  try {
    return openSync("/dev/ptmx", constants.O_RDWR | constants.O_NOCTTY | constants.O_NONBLOCK);
  } catch (cause) {
    throw unavailable("/dev/ptmx cannot be opened", cause);
  }
}

type Kernel = {
  /** ioctl(2) with a buffer; 0 when it was done. */
  readonly control: (fd: number, request: number, buffer: Buffer) => number;
  readonly flush: (fd: number) => number;
  readonly duplicate: (fd: number) => number;
  /** What poll(2) tells at once. */
  readonly poll: (fd: number) => number;
};

async function loadKernel(): Promise<Kernel> {
  if (process.platform !== "linux" || !PROCESSORS.includes(process.arch)) {
    throw unavailable(`pseudo-terminals are not made on ${process.platform} ${process.arch}`);
  }
  const { default: koffi } = await import("koffi").catch((cause: unknown) => {
    throw unavailable("pseudo-terminals need the package koffi, which does not load", cause);
  });
  const libc = koffi.load(null);
  const ioctl = libc.func("int ioctl(int fd, unsigned long request, ...)");
  const dup = libc.func("int dup(int fd)");
  const poll = libc.func("int poll(void *fds, unsigned long count, int waitMs)");
  return {
    control: (fd, request, buffer) => ioctl(fd, request, "void *", buffer),
    flush: (fd) => ioctl(fd, REQUEST.flush, "int", FLUSH_INPUT),
    duplicate: (fd) => dup(fd),
    poll: (fd) => {
      // struct pollfd: the descriptor, what is asked, what is told.
      const asked = Buffer.alloc(8);
      asked.writeInt32LE(fd, 0);
      asked.writeInt16LE(POLL_IN, 4);
      poll(asked, 1, 0);
      return asked.readInt16LE(6);
    },
  };
}

function unavailable(what: string, cause?: unknown): TillyardError {
  const code = cause instanceof Error && "code" in cause ? ` (${cause.code})` : "";
  return new TillyardError("device-unavailable", `${what}${code}`, {
    hint: "use --tcp, or Linux with /dev/pts mounted and the packages that npm install brings",
    cause,
  });
}
