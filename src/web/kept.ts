// What was made once and is still right, because its version is: parts of pages, and whole pages of visitors. What is
// made for one person has the person in its key. Bounded by its size; what was not asked for longest goes first, to a
// second.

export interface Kept {
  /**
   * What stands under `key` if it was made for `version`, else what `make` makes; whoever asks while it is being
   * made waits for the same.
   */
  get<T>(key: string, version: string, make: () => T | Promise<T>): T | Promise<T>;
  /** Only if it is there. */
  find<T>(key: string, version: string): T | undefined;
  put(key: string, version: string, value: unknown): void;
}

interface Entry {
  version: string;
  value: unknown;
  size: number;
  /** When it was last put to the end of the line, in ms. */
  since: number;
}

// Whoever is asked for all the time is not moved each time: the table would be made anew every thousand answers.
const MOVED_AFTER = 1_000;

const HEAD = 24;
const SLOT = 8;

/** Bytes, roughly: of what rows and views are made of. */
function sizeOf(value: unknown): number {
  if (Buffer.isBuffer(value)) return value.length;
  if (typeof value === 'string') return HEAD + value.length * 2;
  if (typeof value !== 'object' || value === null) return 0;
  const parts: Iterable<unknown> = value instanceof Map ? value.values() : Object.values(value);
  let size = HEAD;
  for (const part of parts) size += SLOT + sizeOf(part);
  return size;
}

/** `bound`: bytes, roughly; 0 keeps nothing. */
export function createKept(bound: number): Kept {
  const entries = new Map<string, Entry>();
  const making = new Map<string, Promise<unknown>>();
  let held = 0;
  const drop = (key: string) => {
    held -= entries.get(key)?.size ?? 0;
    entries.delete(key);
  };
  const kept: Kept = {
    find<T>(key: string, version: string) {
      const entry = entries.get(key);
      if (entry?.version !== version) return undefined;
      const now = performance.now();
      if (now - entry.since > MOVED_AFTER) {
        entries.delete(key);
        entries.set(key, entry);
        entry.since = now;
      }
      return entry.value as T;
    },
    put(key, version, value) {
      drop(key);
      const size = sizeOf(value) + sizeOf(key) + sizeOf(version);
      if (size > bound) return;
      entries.set(key, { version, value, size, since: performance.now() });
      held += size;
      while (held > bound) drop(entries.keys().next().value!);
    },
    get<T>(key: string, version: string, make: () => T | Promise<T>) {
      const found = kept.find<T>(key, version);
      if (found !== undefined) return found;
      const name = `${version}\n${key}`;
      const others = making.get(name);
      if (others !== undefined) return others as Promise<T>;
      const made = make();
      const keep = (value: T) => {
        kept.put(key, version, value);
        return value;
      };
      if (!(made instanceof Promise)) return keep(made);
      const shared = made.then(keep).finally(() => making.delete(name));
      making.set(name, shared);
      return shared;
    },
  };
  return kept;
}
