// Versions below which a package of ours is known to be unsafe, and packages that may not come in at all.
// Read from the lock file, so that a dependency of a dependency counts as well.
import { readFileSync } from 'node:fs';
import path from 'node:path';

const ROOT = path.resolve(__dirname, '..');
const read = (name: string) => JSON.parse(readFileSync(path.join(ROOT, name), 'utf8'));

const AT_LEAST: Record<string, string> = {
  'body-parser': '2.3.0',
  ejs: '6.0.1',
  'engine.io': '6.6.7',
  'markdown-it': '14.2.0',
  multer: '2.5.0',
  nodemailer: '9.0.1',
  'path-to-regexp': '8.4.0',
  qs: '6.16.0',
  'socket.io-parser': '4.2.7',
  ws: '8.21.0',
};
const NEVER = ['csurf', 'exceljs', 'sanitize-html', 'morgan', 'adm-zip', 'i18next-fs-backend'];

const locked = Object.entries(read('package-lock.json').packages as Record<string, { version?: string }>)
  .filter(([at]) => at !== '')
  .map(([at, { version = '' }]) => ({ name: at.replace(/^.*node_modules\//, ''), version }));

function isBelow(version: string, least: string): boolean {
  const [a, b] = [version, least].map((text) => text.split('-')[0]!.split('.').map(Number));
  const at = a!.findIndex((number, place) => number !== b![place]);
  return at >= 0 && a![at]! < b![at]!;
}

test.each(Object.entries(AT_LEAST))('every %s in the lock file is at least %s', (name, least) => {
  const found = locked.filter((one) => one.name === name);
  expect(found.length).toBeGreaterThan(0);
  expect(found.filter((one) => isBelow(one.version, least))).toEqual([]);
});

test('packages with known holes and no keeper are not there', () => {
  expect(locked.filter((one) => NEVER.includes(one.name))).toEqual([]);
});

test('what we depend on is named by exact version', () => {
  const { dependencies, devDependencies } = read('package.json') as Record<string, Record<string, string>>;
  const loose = Object.entries({ ...dependencies, ...devDependencies }).filter(
    ([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version),
  );
  expect(loose).toEqual([]);
});
