// Seed in, threads out: the fixed random sequence that decides colourway, family and variant of a cloth.

import { type Colourway, colourways, type Dye } from './weave.dyes';

export const families = ['eye', 'water', 'steps', 'comb', 'hourglass', 'horns', 'seeds', 'ladder'] as const;

export type Family = (typeof families)[number];

export interface Threads {
  colourway: number;
  family: Family;
  a: number;
  b: number;
  ground: Dye;
  main: Dye;
  second: Dye;
  lots: readonly number[];
}

/**
 * Colourway and family pairs that read as a flag or a sign of faith on the sheet of 200; they take the next
 * family. An hourglass of two strong dyes is a saltire.
 */
export const stopList: ReadonlySet<string> = new Set(
  [0, 1, 2, 3, 9, 10, 11, 15, 17].map((colourway) => `${colourway} hourglass`),
);

/** Draws whole numbers 0 … n−1: FNV-1a over the code points, then mulberry32. */
export function draws(seed: string): (n: number) => number {
  let h = 0x811c9dc5;
  for (const letter of seed) h = Math.imul(h ^ letter.codePointAt(0)!, 0x01000193);
  return (n) => {
    h = (h + 0x6d2b79f5) | 0;
    let t = Math.imul(h ^ (h >>> 15), h | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4294967296) * n);
  };
}

/** `colourwayShift` moves to a later colourway: for two people in one team whose cloth would look the same. */
export function threadsOf(seed: string, colourwayShift = 0): Threads {
  const draw = draws(seed);
  const colourway = (draw(24) + colourwayShift) % 24;
  const familyDrawn = draw(8);
  const a = draw(2);
  const b = draw(3);
  const swap = draw(2) === 1;
  const lots = [2 + draw(3), 3 + draw(3), 1 + draw(2), 4 + draw(5)];
  const stopped = stopList.has(`${colourway} ${families[familyDrawn]}`);
  const family = families[(familyDrawn + (stopped ? 1 : 0)) % 8]!;
  const dyed = dyesOf(colourways[colourway]!, swap);
  return { colourway, family, a, b, ...dyed, lots };
}

function dyesOf(colourway: Colourway, swap: boolean): Pick<Threads, 'ground' | 'main' | 'second'> {
  const { ground, main, second, swaps } = colourway;
  return swap && swaps ? { ground, main: second, second: main } : { ground, main, second };
}
