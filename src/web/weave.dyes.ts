// The nine dyes and the 24 colourways of every cloth: ground, main and second colour.

export const dyes = {
  indigo: '#2e2a86',
  sky: '#8fb6e8',
  madder: '#b3241f',
  clay: '#dd6a2f',
  rose: '#c6406c',
  sun: '#f7bc3f',
  leaf: '#17693f',
  walnut: '#3d241a',
  wool: '#f8eeda',
} as const;

export type Dye = keyof typeof dyes;

export interface Colourway {
  ground: Dye;
  main: Dye;
  second: Dye;
  /** Main and second may change places: ground and second are far enough apart. */
  swaps: boolean;
}

const written =
  'indigo wool sun, madder wool sun, leaf sun wool, wool madder indigo, sun indigo madder, ' +
  'rose wool walnut, sky indigo wool*, walnut sun clay, clay walnut wool, indigo sky wool, ' +
  'leaf wool rose*, wool leaf clay, walnut wool rose, sun madder walnut, indigo sun rose*, ' +
  'wool indigo rose, madder sky wool, sun leaf wool*, walnut sky wool, rose wool indigo*, ' +
  'wool walnut clay, sky walnut madder, leaf sky wool, clay indigo sun*';

export const colourways: readonly Colourway[] = written.split(', ').map((line) => {
  const [ground, main, second] = line.replace('*', '').split(' ') as [Dye, Dye, Dye];
  return { ground, main, second, swaps: !line.endsWith('*') };
});
