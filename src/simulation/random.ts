// Chance that can be repeated: everything drawn in a trial comes from one seed.

export interface Random {
  /** From 0 up to but not including 1. */
  next(): number;
  /** A whole number from `low` to `high`, both included. */
  whole(low: number, high: number): number;
  pick<T>(items: readonly T[]): T;
  chance(probability: number): boolean;
  shuffled<T>(items: readonly T[]): T[];
  uuid(): string;
  /** Another stream that depends on the seed and the name only. */
  stream(name: string): Random;
}

function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const letter of text) value = Math.imul(value ^ letter.codePointAt(0)!, 0x01000193) >>> 0;
  return value;
}

export function createRandom(seed: string): Random {
  let state = hash(seed) || 1;
  // Mulberry32.
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const whole = (low: number, high: number) => low + Math.floor(next() * (high - low + 1));
  return {
    next,
    whole,
    pick: (items) => items[whole(0, items.length - 1)]!,
    chance: (probability) => next() < probability,
    shuffled(items) {
      const all = [...items];
      for (let last = all.length - 1; last > 0; last--) {
        const other = whole(0, last);
        [all[last], all[other]] = [all[other]!, all[last]!];
      }
      return all;
    },
    uuid() {
      const digits = Array.from({ length: 32 }, () => whole(0, 15).toString(16));
      digits[12] = '4';
      digits[16] = (8 + whole(0, 3)).toString(16);
      return digits.join('').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
    },
    stream: (name) => createRandom(`${seed}/${name}`),
  };
}
