// The look as facts: contrast of every pair of tokens, logical styles only, nothing inline, one language of classes.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';

const root = path.join(__dirname, '../../..');
const files = (folder: string, ending: string): string[] =>
  readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending))
    .map((name) => path.join(root, folder, name));
const styles = files('public/css', '.css');
const views = files('views', '.ejs');

function tokensIn(block: string): Record<string, string> {
  return Object.fromEntries(
    [...block.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})\b/g)].map(([, name, hex]) => [name, hex]),
  );
}

const tokens = readFileSync(path.join(root, 'public/css/tokens.css'), 'utf8');
const block = (start: string) => {
  const from = tokens.indexOf(start);
  return tokensIn(tokens.slice(from, tokens.indexOf('}', from)));
};
const light = block(':root {');
const darkByDevice = { ...light, ...block(':root:not([data-theme="light"])') };
const darkByChoice = { ...light, ...block(':root[data-theme="dark"]') };

function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: string, other: string): number {
  const [bright, dim] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number];
  return (bright + 0.05) / (dim + 0.05);
}

/** Front, ground, least contrast: text 4.5, marks and borders 3, and what look.md promises above that. */
const pairs: [string, string, number][] = [
  ['ink', 'wall', 16],
  ['ink', 'surface', 11],
  ['ink', 'sunk', 11],
  ['ink', 'indigo-tint', 11],
  ['ink', 'clay-tint', 11],
  ['ink', 'leaf-tint', 11],
  ['ink', 'alarm-tint', 11],
  ['quiet', 'wall', 7],
  ['quiet', 'surface', 6.2],
  ['quiet', 'sunk', 6.2],
  ['quiet', 'indigo-tint', 6.2],
  ['edge', 'wall', 4],
  ['edge', 'surface', 3],
  ['edge', 'sunk', 3.5],
  ['thread', 'wall', 3],
  ['indigo', 'wall', 9.5],
  ['indigo', 'surface', 8],
  ['indigo', 'indigo-tint', 4.5],
  ['indigo', 'clay-tint', 4.5],
  ['indigo', 'leaf-tint', 4.5],
  ['indigo', 'alarm-tint', 4.5],
  ['on-indigo', 'indigo', 9],
  ['clay', 'wall', 6],
  ['clay', 'surface', 4.5],
  ['clay', 'clay-tint', 5.2],
  ['leaf', 'wall', 6],
  ['leaf', 'leaf-tint', 5.6],
  ['wall', 'leaf', 6],
  ['on-sun', 'sun', 9.7],
  ['alarm', 'wall', 6],
  ['alarm', 'surface', 4.5],
  ['alarm', 'alarm-tint', 5.4],
  ['wool', 'night', 13],
  ['wall', 'ink', 16],
];

describe.each([
  ['light', light],
  ['dark as the device says', darkByDevice],
  ['dark as chosen in the menu', darkByChoice],
])('Colours, %s', (_name, theme) => {
  it.each(pairs)('%s on %s', (front, ground, least) => {
    expect(contrast(theme[front]!, theme[ground]!)).toBeGreaterThanOrEqual(least);
  });

  it('white reads on the colour of another writer', () => {
    expect(contrast('#ffffff', theme.rose!)).toBeGreaterThanOrEqual(4.5);
  });
});

it('the two dark themes are the same', () => {
  expect(darkByChoice).toEqual(darkByDevice);
});

describe('The styles', () => {
  it.each(styles.map((file) => [path.basename(file), file]))(
    'of %s know start and end, not left and right',
    (_name, file) => {
      const css = readFileSync(file, 'utf8').replaceAll(/\/\*[\s\S]*?\*\//g, '');
      expect(css.match(/(^|[\s;{])(margin|padding|border|inset)?-?(left|right|top|bottom)\s*:/gm)).toBeNull();
      expect(css.match(/(^|[\s;{])(min-|max-)?(width|height)\s*:/gm)).toBeNull();
      expect(
        css.match(
          /(text-align|float|clear):\s*(left|right)|to (left|right)|border-(top|bottom)-(left|right)-radius/g,
        ),
      ).toBeNull();
      expect(css).not.toMatch(/!important/);
    },
  );

  it('are less than 16 kB on the way to a phone, whatever page it opens', () => {
    const shared = ['tokens', 'frame', 'parts', 'fields', 'woven', 'steps'];
    const sizes = styles.map((file) => ({
      name: path.basename(file, '.css'),
      bytes: gzipSync(readFileSync(file)).length,
    }));
    const everywhere = sizes.filter((one) => shared.includes(one.name));
    // No page has more than two sheets of its own.
    const own = sizes
      .filter((one) => !shared.includes(one.name))
      .sort((one, other) => other.bytes - one.bytes);
    expect(everywhere).toHaveLength(shared.length);
    const bytes = [...everywhere, ...own.slice(0, 2)].reduce((sum, one) => sum + one.bytes, 0);
    expect(bytes).toBeLessThan(16_000);
  });

  it('know each 2 % step of what is woven', () => {
    const css = readFileSync(path.join(root, 'public/css/steps.css'), 'utf8');
    for (let percent = 0; percent <= 100; percent += 2) {
      expect(css).toContain(`.w-${percent} { --w: ${percent}%; }`);
    }
  });
});

describe('The views', () => {
  it.each(views.map((file) => [path.relative(root, file), file]))(
    '%s has no inline style, script or handler',
    (_name, file) => {
      const view = readFileSync(file, 'utf8').replaceAll(/<%[\s\S]*?%>/g, '');
      expect(view).not.toMatch(/\sstyle\s*=/);
      expect(view).not.toMatch(/<style/);
      expect(view).not.toMatch(/\son[a-z]+\s*=/);
      expect(view).not.toMatch(/<script(?![^>]*\ssrc=)/);
    },
  );

  it('use only icons that are in the sprite, and each is there once', () => {
    const sprite = readFileSync(path.join(root, 'views/shared/_icons.ejs'), 'utf8');
    const there = [...sprite.matchAll(/id="i-([\w-]+)"/g)].map(([, name]) => name!);
    expect(new Set(there).size).toBe(there.length);
    const used = views.flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(/\bicon: '([\w-]+)'/g)].map(([, name]) => name!),
    );
    expect(used.filter((name) => !there.includes(name))).toEqual([]);
  });
});
