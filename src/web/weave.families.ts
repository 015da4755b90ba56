// The eight families of pattern. A cell lies u threads from the middle line in row y; 0 is ground, 1 main, 2 second.

import type { Family } from './weave.seed';

export interface Field {
  /** Half the width in threads. */
  half: number;
  /** Half the repeat in rows. */
  rep: number;
  a: number;
  b: number;
}

type CellOf = (u: number, y: number, field: Field) => number;

function fold(y: number, p: number): number {
  const m = y % (2 * p);
  return Math.min(m, 2 * p - 1 - m);
}

const eyeRings = ['2200110', '112200', '2110010'];
const waterLines = ['00110022', '011022', '000112'];
const hornsWide = [
  ['221022', '210002', '100000', '101110', '100010', '111110'],
  ['222220', '222200', '000000', '111110', '101010', '101010'],
  ['200111', '001110', '011100', '111002', '110022', '000222'],
];
const hornsNarrow = [
  ['2200', '2011', '1001', '1111'],
  ['2220', '0000', '1110', '1010'],
  ['2011', '0110', '1100', '1002'],
];

function eye(u: number, v: number, { half, rep, a, b }: Field): number {
  const d = u + v;
  const m = rep + half - 4;
  if (d > m) return a ? 2 : 1;
  if (d === m) return 0;
  const rings = eyeRings[b]!;
  return Number(rings[d % rings.length]);
}

function water(u: number, y: number, { a, b }: Field): number {
  const line = waterLines[b]!;
  const z = a ? fold(u, 3) : u;
  return Number(line[(y + z) % line.length]);
}

function steps(u: number, y: number, { half, a, b }: Field): number {
  const h = b ? 3 : Math.min(6, half);
  const k = Math.floor(y / h);
  const r = y % h;
  const w = fold(u, h);
  const up = w <= r;
  if (b === 2) return up ? 1 + (k % 2) : 0;
  if (k % 2 === 0) {
    if (!up) return 0;
    return w <= r - 3 ? 2 : 1;
  }
  if (a) return up ? 0 : 2;
  return w <= h - 1 - r ? 2 : 0;
}

function comb(u: number, y: number, { a, b }: Field): number {
  const l = b === 0 ? 4 : 6;
  const fingers = 2 + b;
  const order = a ? '0102' : '1020';
  const k = Math.floor(y / l);
  const finger = y % l >= l - fingers && Math.floor((u + 1) / 2) % 2 === 0;
  return Number(order[(finger ? k + 1 : k) % 4]);
}

function hourglass(u: number, v: number, { a, b }: Field): number {
  if (u > v + 1 + a) return b === 2 ? 0 : 2;
  if (u <= v - 3 - a) return b === 1 ? 2 : 0;
  return u <= v ? 1 : 0;
}

function horns(u: number, v: number, { half, b }: Field): number {
  const drawing = (half >= 6 ? hornsWide : hornsNarrow)[b]!;
  return Number(drawing[v]?.[u] ?? 0);
}

function seeds(u: number, y: number, { b }: Field): number {
  const h = b === 1 ? 6 : 4;
  const k = Math.floor(y / h);
  const w = k % 2 ? 2 - fold(u, 3) : fold(u, 3);
  const e = Math.floor(Math.abs((y % h) - (h - 1) / 2));
  const d = w + (h === 6 ? Math.max(0, e - 0.5) : e);
  if (d < 1) return b ? 1 : 2;
  if (d < 2) return b === 1 ? 2 : 1;
  return b === 2 && d < 3 ? 2 : 0;
}

function ladder(u: number, y: number, { a, b }: Field): number {
  const h = b === 2 ? 6 : 4;
  const k = Math.floor(y / h);
  const r = y % h;
  if (k % 2) return (u + (a ? r : 0)) % 2 ? 1 : 0;
  return Number('201102'[(r + (h === 4 ? 1 : 0)) % 6]);
}

function mirrored(cell: CellOf): CellOf {
  return (u, y, field) => cell(u, field.rep - 1 - fold(y, field.rep), field);
}

const cells: Record<Family, CellOf> = {
  eye: mirrored(eye),
  water,
  steps,
  comb,
  hourglass: mirrored(hourglass),
  horns: mirrored(horns),
  seeds,
  ladder,
};

/** Rows of cells, twice `half` wide, mirrored in the middle. */
export function grid(family: Family, field: Field, rows: number): number[][] {
  const cell = cells[family];
  const width = 2 * field.half;
  return Array.from({ length: rows }, (_, y) =>
    Array.from({ length: width }, (_, x) =>
      cell(x < field.half ? field.half - 1 - x : x - field.half, y, field),
    ),
  );
}

/** Rows until the pattern of a length of band comes back. */
export function repeatRows(family: Family, b: number): number {
  return family === 'water' ? waterLines[b]!.length : 12;
}
