// The pictures of people, teams, questions and steps: a seed goes in, an SVG string comes out.

import { colourPath, handStrokes } from './weave.drawing';
import { colourways, type Dye, dyes } from './weave.dyes';
import { grid, repeatRows } from './weave.families';
import { remembered } from './weave.memory';
import { strokes } from './weave.path';
import { type Family, type Threads, threadsOf } from './weave.seed';

export { cloth } from './weave.cloth';

/** Counts the ids of a page; one for each page. Its ids are `w1`, `w2`, … unless it has a prefix of its own. */
export interface WeaveIds {
  next: number;
  prefix?: string;
}

function nextId(ids: WeaveIds): string {
  ids.next += 1;
  return `${ids.prefix ?? 'w'}${ids.next}`;
}

const dentil = (place: number): boolean => Math.floor(Math.abs(place - 7.5) + 0.5) % 2 === 1;

/** The 16 × 16 cells of a person: the pattern, a ring of ground and a toothed edge. */
export function patchCells(threads: Threads): number[][] {
  const inside = grid(threads.family, { half: 6, rep: 6, a: threads.a, b: threads.b }, 12);
  return Array.from({ length: 16 }, (_, y) =>
    Array.from({ length: 16 }, (_, x) => {
      if (y === 0 || y === 15) return dentil(x) ? 1 : 0;
      if (x === 0 || x === 15) return dentil(y) ? 1 : 0;
      return inside[y - 2]?.[x - 2] ?? 0;
    }),
  );
}

/** A person. `size` is the edge in px: 40 in lists, 56 to 76 alone. */
export function patch(seed: string, { size = 40 }: { size?: number } = {}): string {
  return remembered(`patch ${size} ${seed}`, () => {
    const threads = threadsOf(seed);
    const cells = patchCells(threads);
    const { ground, main, second } = threads;
    return (
      `<svg class="weave patch" width="${size}" height="${size}" viewBox="0 0 16 16" aria-hidden="true">` +
      `<path fill="${dyes[ground]}" d="M0 0h16v16H0z"/>` +
      colourPath(dyes[main], strokes(cells, 1, 0, 0)) +
      colourPath(dyes[second], strokes(cells, 2, 0, 0)) +
      `${handStrokes(threads.lots, 16, 'M8 0v16', size / 16 >= 3)}</svg>`
    );
  });
}

interface Repeat {
  width: number;
  rows: number;
  paths: string;
}

/** One repeat of a band, standing upright: 16 wide with its edges, 8 wide without. */
function repeat(
  threads: Pick<Threads, 'family' | 'a' | 'b' | 'ground' | 'main' | 'second'>,
  slim: boolean,
): Repeat {
  const { family, a, b } = threads;
  const rows = repeatRows(family, b);
  const inside = grid(family, { half: slim ? 4 : 6, rep: 6, a, b }, rows);
  const cells = slim ? inside : inside.map((row, y) => [y % 2, 0, ...row, 0, y % 2]);
  const width = slim ? 8 : 16;
  const paths =
    `<path fill="${dyes[threads.ground]}" d="M0 0h${width}v${rows}H0z"/>` +
    colourPath(dyes[threads.main], strokes(cells, 1, 0, 0)) +
    colourPath(dyes[threads.second], strokes(cells, 2, 0, 0));
  return { width, rows, paths };
}

/** Drawn once with a mark where the id goes, because ids differ from page to page. */
function withId(key: string, id: string, draw: () => string): string {
  return remembered(key, draw).replaceAll('§', id);
}

/** A question: a cloth that hangs from a rod. The width of its box sets the scale; it is cut above, never below. */
export function hanging(seed: string, { ids }: { ids: WeaveIds }): string {
  return withId(`hanging ${seed}`, nextId(ids), () => {
    const threads = threadsOf(seed);
    const { width, rows, paths } = repeat(threads, false);
    return (
      '<svg class="weave hanging" viewBox="0 46 16 16" preserveAspectRatio="xMidYMax meet" aria-hidden="true">' +
      `<pattern id="§" width="${width}" height="${rows}" patternUnits="userSpaceOnUse">${paths}</pattern>` +
      `<path stroke="${dyes[threads.ground]}" stroke-width="3" stroke-dasharray=".7 .5" d="M.2 60.5h16"/>` +
      `<path fill="url(#§)" d="M0-9000h16V60H0z"/>${handStrokes(threads.lots, 16, 'M8-9000V60', true)}</svg>`
    );
  });
}

/** The same cloth lying: its start is at the start of the line and the height of its box sets the scale. */
function lying(threads: Threads, slim: boolean, ribs: boolean): string {
  const { width, rows, paths } = repeat(threads, slim);
  return (
    `<svg class="weave band" viewBox="0 0 1 ${width}" preserveAspectRatio="xMinYMid meet" aria-hidden="true">` +
    `<pattern id="§" width="${width}" height="${rows}" patternUnits="userSpaceOnUse" patternTransform="rotate(-90)">${paths}</pattern>` +
    `<path fill="url(#§)" d="M0 0h2000v${width}H0z"/>${handStrokes(threads.lots, width, `M0 ${width / 2}h2000`, ribs)}</svg>`
  );
}

/** A lying band of any seed; `slim` leaves its edges off. */
export function band(seed: string, { ids, slim = false }: { ids: WeaveIds; slim?: boolean }): string {
  return withId(`band ${slim} ${seed}`, nextId(ids), () => lying(threadsOf(seed), slim, !slim));
}

export const ribbonSteps = ['ask', 'find', 'teamUp', 'write', 'jury', 'answer'] as const;

export type RibbonStep = (typeof ribbonSteps)[number];

const stepThreads: Record<RibbonStep, { family: Family; b: number; order: string }> = {
  ask: { family: 'eye', b: 1, order: 'gms' },
  find: { family: 'seeds', b: 0, order: 'mgs' },
  teamUp: { family: 'comb', b: 0, order: 'sgm' },
  write: { family: 'water', b: 1, order: 'gms' },
  jury: { family: 'ladder', b: 0, order: 'gsm' },
  answer: { family: 'horns', b: 2, order: 'sgm' },
};

/** The length of ribbon of one step, in the dyes of a colourway (0 … 23). */
export function ribbonBand(
  step: RibbonStep,
  colourway: number,
  { ids, slim = true }: { ids: WeaveIds; slim?: boolean },
): string {
  return withId(`step ${slim} ${step} ${colourway}`, nextId(ids), () => {
    const { family, b, order } = stepThreads[step];
    const way = colourways[colourway % colourways.length]!;
    const dye: Record<string, Dye> = { g: way.ground, m: way.main, s: way.second };
    const place = ribbonSteps.indexOf(step) % 3;
    const threads: Threads = {
      colourway,
      family,
      a: 0,
      b,
      ground: dye[order[0]!]!,
      main: dye[order[1]!]!,
      second: dye[order[2]!]!,
      lots: [4, 4 + place, 1, 6 + place],
    };
    return lying(threads, slim, !slim);
  });
}

/** Whole steps of 2 % as a class: its element and all inside know the woven share as `--w`. */
export function wovenClass(share: number): string {
  const percent = Math.round(Math.min(1, Math.max(0, share)) * 50) * 2;
  return `w-${percent}`;
}

/** “n of `of`” as a short length of cloth; the words stand beside it. `kind` lines is for texts and long work. */
export function meter(n: number, of: number, { kind = 'level' }: { kind?: 'level' | 'lines' } = {}): string {
  const width = wovenClass(of > 0 ? n / of : 0);
  return `<span class="meter ${kind} ${width}" aria-hidden="true"><span class="woven"></span><span class="bare"></span></span>`;
}

/** The picture files behind `meter`: one lying repeat of the jury's and of the writers' cloth. */
export function meterTile(kind: 'level' | 'lines'): string {
  const { family, b } = stepThreads[kind === 'level' ? 'jury' : 'write'];
  const [ground, main, second] =
    kind === 'level' ? (['indigo', 'sun', 'wool'] as const) : (['indigo', 'wool', 'sun'] as const);
  const { width, rows, paths } = repeat({ family, a: 0, b, ground, main, second }, true);
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${rows}" height="${width}" viewBox="0 0 ${rows} ${width}" aria-hidden="true" shape-rendering="crispEdges">` +
    `<g fill="none" transform="matrix(0 1 1 0 0 0)">${paths.replace('<path fill=', '<path stroke="none" fill=')}</g></svg>\n`
  );
}

/** Bare threads: nothing here yet. */
export function bareThreads(): string {
  return '<span class="bare alone" aria-hidden="true"></span>';
}
