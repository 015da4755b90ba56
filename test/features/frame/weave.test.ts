// The weave: the same seed gives the same cloth everywhere, mirrored, small, and without styles.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import {
  band,
  cloth,
  hanging,
  meter,
  meterTile,
  patch,
  patchCells,
  ribbonBand,
  ribbonSteps,
} from '../../../src/web/weave';
import { shiftFor } from '../../../src/web/weave.cloth';
import { colourways, dyes } from '../../../src/web/weave.dyes';
import { grid } from '../../../src/web/weave.families';
import { draws, families, stopList, threadsOf } from '../../../src/web/weave.seed';

const seeds = Array.from({ length: 200 }, (_, n) => `person ${n}`);
const people = (n: number) => Array.from({ length: 5 }, (_, at) => ({ id: `member ${n} ${at}` }));
const bytes = (text: string) => Buffer.byteLength(text);

/** The formula written out once more with whole numbers only, so that a slip in the code cannot repeat itself here. */
function byTheFormula(seed: string, sizes: number[]): number[] {
  const word = 2n ** 32n;
  const times = (a: bigint, b: bigint) => (a * b) % word;
  let h = 2166136261n;
  for (const letter of seed) h = times(h ^ BigInt(letter.codePointAt(0)!), 16777619n);
  return sizes.map((n) => {
    h = (h + 0x6d2b79f5n) % word;
    let t = times(h ^ (h >> 15n), h | 1n);
    t = t ^ ((t + times(t ^ (t >> 7n), t | 61n)) % word);
    return Number(((t ^ (t >> 14n)) * BigInt(n)) / word);
  });
}

describe('The threads of a seed', () => {
  it('follow the published formula, for letters of any script', () => {
    const sizes = [24, 8, 2, 3, 2, 3, 3, 2, 5];
    for (const seed of ['', 'a', 'Silver Fig', 'ثعلب', 'ፍቕሪ', '🧵 thread']) {
      const draw = draws(seed);
      expect(sizes.map((n) => draw(n))).toEqual(byTheFormula(seed, sizes));
    }
  });

  it('are the golden values of three known seeds', () => {
    const written = (seed: string) => {
      const { colourway, family, a, b, ground, main, second, lots } = threadsOf(seed);
      return [colourway, family, a, b, ground, main, second, lots.join(' ')].join(', ');
    };
    expect(written('Silver Fig')).toBe('22, eye, 1, 2, leaf, wool, sky, 2 5 1 8');
    expect(written('inquiry')).toBe('15, comb, 0, 0, wool, rose, indigo, 4 5 1 4');
    expect(written('ثعلب')).toBe('18, steps, 0, 1, walnut, wool, sky, 2 5 1 4');
  });

  it('never form a pair of the stop list', () => {
    for (let n = 0; n < 3000; n++) {
      const { colourway, family } = threadsOf(`seed ${n}`);
      expect(stopList.has(`${colourway} ${family}`)).toBe(false);
    }
  });

  it('use 24 colourways of three different dyes', () => {
    expect(colourways).toHaveLength(24);
    for (const { ground, main, second } of colourways) {
      expect(new Set([dyes[ground], dyes[main], dyes[second]]).size).toBe(3);
    }
  });
});

describe('A pattern', () => {
  it.each(families)(
    'of the family %s is mirrored in the middle and stays within its three colours',
    (family) => {
      for (const half of [4, 6]) {
        for (const a of [0, 1]) {
          for (const b of [0, 1, 2]) {
            for (const row of grid(family, { half, rep: 6, a, b }, 132)) {
              expect(row).toEqual(row.toReversed());
              expect(row.every((cell) => [0, 1, 2].includes(cell))).toBe(true);
            }
          }
        }
      }
    },
  );

  it('has a ring of ground and a toothed edge around it on a patch', () => {
    for (const seed of seeds) {
      const cells = patchCells(threadsOf(seed));
      expect(cells[0]).toEqual([0, 1, 0, 1, 0, 1, 0, 1, 1, 0, 1, 0, 1, 0, 1, 0]);
      expect(cells[1]!.slice(1, 15)).toEqual(Array(14).fill(0));
    }
  });
});

describe('The pictures', () => {
  it('are the same text each time they are drawn', () => {
    expect(patch('Silver Fig')).toBe(patch('Silver Fig'));
    expect(hanging('q', { ids: { next: 3 } })).toBe(hanging('q', { ids: { next: 3 } }));
  });

  it('stay within their budget of bytes', () => {
    const patches = seeds.map((seed) => bytes(patch(seed, { size: 40 })));
    expect(Math.max(...patches)).toBeLessThanOrEqual(850);
    expect(patches.reduce((sum, size) => sum + size, 0) / patches.length).toBeLessThanOrEqual(700);
    const cloths = seeds.map((team, n) => bytes(cloth({ team, seats: 5, people: people(n) })));
    expect(Math.max(...cloths)).toBeLessThanOrEqual(1900);
    for (const seed of seeds) {
      expect(bytes(hanging(seed, { ids: { next: 0 } }))).toBeLessThanOrEqual(1100);
      expect(bytes(band(seed, { ids: { next: 0 } }))).toBeLessThanOrEqual(1100);
    }
    for (const step of ribbonSteps) {
      for (const slim of [true, false]) {
        for (let way = 0; way < 24; way++) {
          expect(bytes(ribbonBand(step, way, { ids: { next: 0 }, slim }))).toBeLessThanOrEqual(1100);
        }
      }
    }
  });

  it('carry no style and are hidden from readers', () => {
    const ids = { next: 0 };
    const drawn = [
      patch('p'),
      cloth({ team: 't', seats: 5, people: people(1) }),
      hanging('h', { ids }),
      band('b', { ids, slim: true }),
      ribbonBand('write', 3, { ids }),
      meter(3, 5),
    ];
    for (const picture of drawn) {
      expect(picture).not.toMatch(/style=/);
      expect(picture).toMatch(/^<\w+ [^>]*aria-hidden="true"/);
    }
  });

  it('count their ids up within a page', () => {
    const ids = { next: 0 };
    const page = [hanging('same', { ids }), hanging('same', { ids }), ribbonBand('ask', 0, { ids })].join('');
    const found = [...page.matchAll(/id="([^"]+)"/g)].map(([, id]) => id);
    expect(found).toEqual(['w1', 'w2', 'w3']);
    for (const id of found) expect(page).toContain(`url(#${id})`);
  });

  it('keep on disk the tiles of the meters as the code draws them', () => {
    for (const kind of ['level', 'lines'] as const) {
      const file = path.join(__dirname, `../../../public/img/meter-${kind}.svg`);
      expect(readFileSync(file, 'utf8')).toBe(meterTile(kind));
    }
  });
});

describe('A team’s cloth', () => {
  it('is as wide as its seats and bare where seats are free', () => {
    const two = cloth({ team: 't', seats: 4, people: people(7).slice(0, 2), size: 23 });
    expect(two).toContain('width="92" height="58" viewBox="0 0 32 20"');
    expect(two.match(/M[\d.]+ 3V20/g)).toHaveLength(6);
    const empty = cloth({ team: 't', seats: 4, people: [] });
    expect(empty.match(/M[\d.]+ 3V20/g)).toHaveLength(12);
    const full = cloth({ team: 't', seats: 5, people: people(7) });
    expect(full).not.toContain('warp');
  });

  it('gives a newcomer who would look like somebody else another colourway', () => {
    const twin = { id: 'Silver Fig' };
    expect(shiftFor('Silver Fig', [])).toBe(0);
    const shift = shiftFor('Silver Fig', [twin]);
    expect(shift).toBeGreaterThan(0);
    expect(threadsOf('Silver Fig', shift).colourway).not.toBe(threadsOf('Silver Fig').colourway);
  });
});
