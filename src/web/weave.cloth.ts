// A team: the strips of its people sewn together, bare threads where seats are free.

import { colourPath, handStrokes } from './weave.drawing';
import { dyes } from './weave.dyes';
import { grid } from './weave.families';
import { remembered } from './weave.memory';
import { strokes } from './weave.path';
import { type Threads, threadsOf } from './weave.seed';

export interface Person {
  id: string;
  /** Set when somebody in the team already has this colourway and family; see `shiftFor`. */
  colourwayShift?: number;
}

export interface Cloth {
  team: string;
  seats: number;
  /** In the order in which they came. */
  people: readonly Person[];
  /** Width of one strip in px, 13 to 62. */
  size?: number;
  /** Rows of pattern; 132 on a certificate. */
  rows?: number;
}

const strip = 8;

function warps(from: number, seats: number, perSeat: number, bottom: number): string {
  let d = '';
  for (let n = 0; n < (seats - from) * perSeat; n++) {
    d += `M${+(from * strip + ((n + 0.5) * strip) / perSeat).toFixed(2)} 3V${bottom}`;
  }
  return d ? `<path class="warp" d="${d}"/>` : '';
}

function edge(seats: number, taken: number, ground: string, main: string, below: number): string {
  const across = seats * strip;
  const under = taken * strip;
  return (
    `<path fill="${ground}" d="M0 0h${across}v3H0z${taken ? `M0 ${below}h${under}v2H0z` : ''}"/>` +
    `<path stroke="${main}" stroke-dasharray="1 1" d="M.5 1.5h${across - 1}${taken ? `M.5 ${below + 1}h${under - 1}` : ''}"/>` +
    (taken
      ? `<path stroke="${ground}" stroke-width="3" stroke-dasharray="1 1" d="M.5 ${below + 3.5}h${under - 1}"/>`
      : '')
  );
}

/** The pattern of all strips, one path for each colour of ground and one for each colour of thread. */
function strips(people: readonly Threads[], rows: number): string {
  const grounds = new Map<string, string>();
  const threads = new Map<string, string>();
  people.forEach((person, place) => {
    const left = place * strip;
    const ground = dyes[person.ground];
    grounds.set(ground, `${grounds.get(ground) ?? ''}M${left} 3h8v${rows}h-8z`);
    const cells = grid(person.family, { half: 4, rep: 6, a: person.a, b: person.b }, rows);
    for (const [colour, dye] of [
      [1, person.main],
      [2, person.second],
    ] as const) {
      const d = strokes(cells, colour, left, 3);
      threads.set(dyes[dye], (threads.get(dyes[dye]) ?? '') + d);
    }
  });
  return (
    [...grounds].map(([colour, d]) => `<path fill="${colour}" d="${d}"/>`).join('') +
    [...threads].map(([colour, d]) => colourPath(colour, d)).join('')
  );
}

function seams(taken: number, rows: number): string {
  let d = '';
  for (let place = 1; place < taken; place++) d += `M${place * strip} 3v${rows}`;
  return d ? `<path class="seam" d="${d}"/>` : '';
}

export function cloth({ team, seats, people, size = 23, rows = 12 }: Cloth): string {
  const roster = people.map((person) => `${person.id}+${person.colourwayShift ?? 0}`).join(' ');
  return remembered(`cloth ${team} ${seats} ${size} ${rows} ${roster}`, () => {
    const own = threadsOf(team);
    const places = Math.max(seats, people.length);
    const taken = people.length;
    const [ground, main] = own.ground === 'wool' ? [own.main, own.ground] : [own.ground, own.main];
    const width = places * strip;
    const height = rows + 8;
    const scale = size / strip;
    return (
      `<svg class="weave cloth" width="${Math.round(width * scale)}" height="${Math.round(height * scale)}" viewBox="0 0 ${width} ${height}" aria-hidden="true">` +
      warps(taken, places, size >= 40 ? 5 : 3, height) +
      edge(places, taken, dyes[ground], dyes[main], rows + 3) +
      strips(
        people.map((person) => threadsOf(person.id, person.colourwayShift)),
        rows,
      ) +
      seams(taken, rows) +
      (taken ? handStrokes(own.lots, taken * strip, `M${taken * 4} 0v${rows + 5}`, scale >= 3) : '') +
      '</svg>'
    );
  });
}

/** How many colourways a newcomer moves on, so that no two strips of one team look the same. */
export function shiftFor(newcomer: string, team: readonly Person[]): number {
  const worn = new Set(
    team.map((person) => {
      const { colourway, family } = threadsOf(person.id, person.colourwayShift);
      return `${colourway} ${family}`;
    }),
  );
  for (let shift = 0; shift < 24; shift++) {
    const { colourway, family } = threadsOf(newcomer, shift);
    if (!worn.has(`${colourway} ${family}`)) return shift;
  }
  return 0;
}
