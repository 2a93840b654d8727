/** What is due when: earliest first, and in order of adding where times are equal. */
export type Agenda<T> = {
  readonly add: (atMs: number, what: T) => void;
  /** The earliest entry, left where it is; undefined when nothing is due. */
  readonly next: () => { readonly atMs: number; readonly what: T } | undefined;
  /** Removes and returns the earliest entry, if there is one. */
  readonly take: () => { readonly atMs: number; readonly what: T } | undefined;
  readonly size: () => number;
};

type Entry<T> = { readonly atMs: number; readonly order: number; readonly what: T };

/** A binary heap over (time, order of adding). */
export function createAgenda<T>(): Agenda<T> {
  const heap: Entry<T>[] = [];
  let order = 0;
  return {
    add: (atMs, what) => {
      order += 1;
      heap.push({ atMs, order, what });
      rise(heap, heap.length - 1);
    },
    next: () => heap[0],
    take: () => {
      const first = heap[0];
      const last = heap.pop();
      if (first === undefined || last === undefined) return undefined;
      if (heap.length > 0) {
        heap[0] = last;
        sink(heap);
      }
      return first;
    },
    size: () => heap.length,
  };
}

function before<T>(left: Entry<T>, right: Entry<T>): boolean {
  return left.atMs < right.atMs || (left.atMs === right.atMs && left.order < right.order);
}

// Neither makes an array of two to take apart: they run with every task, and the collector would feel it.
function rise<T>(heap: Entry<T>[], from: number): void {
  const entry = heap[from];
  if (entry === undefined) return;
  let at = from;
  while (at > 0) {
    const parent = (at - 1) >> 1;
    const above = heap[parent];
    if (above === undefined || !before(entry, above)) break;
    heap[at] = above;
    at = parent;
  }
  heap[at] = entry;
}

function sink<T>(heap: Entry<T>[]): void {
  const entry = heap[0];
  if (entry === undefined) return;
  let at = 0;
  for (;;) {
    const left = at * 2 + 1;
    const child = earlier(heap, left, left + 1);
    const below = heap[child];
    if (below === undefined || !before(below, entry)) break;
    heap[at] = below;
    at = child;
  }
  heap[at] = entry;
}

/** Which of two places has the earlier entry; the first where the second has none. */
function earlier<T>(heap: readonly Entry<T>[], first: number, second: number): number {
  const one = heap[first];
  const other = heap[second];
  return one !== undefined && other !== undefined && before(other, one) ? second : first;
}
