// SECURITY.md names a test for every requirement, or says that there is none yet. What it names exists.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

const ROOT = path.resolve(__dirname, '..');
const text = readFileSync(path.join(ROOT, 'SECURITY.md'), 'utf8');
const rows = [...text.matchAll(/^\| ([ASZWUIRP]\d+b?(?:, [A-Z]\d+)*) \| (.+?) \| (.+) \|$/gm)].map(
  ([, ids, , proof]) => ({ ids: ids!, proof: proof! }),
);

/** Files as `…`, names of tests in them as “…”, in the order of the text. */
function named(proof: string): { file: string; name: string }[] {
  let file = '';
  return [...proof.matchAll(/`(test\/[^`]+)`|“([^”]+)”/g)].flatMap(([, path, name]) => {
    if (path) file = path;
    return name ? [{ file, name }] : [];
  });
}

test('the list has every requirement from A1 to P13', () => {
  const last = { A: 12, S: 9, Z: 7, W: 8, U: 11, I: 10, R: 8, P: 13 };
  const all = Object.entries(last).flatMap(([area, count]) =>
    Array.from({ length: count }, (_, n) => `${area}${n + 1}`),
  );
  const listed = rows.flatMap((row) => row.ids.split(', '));
  expect(all.filter((id) => !listed.includes(id))).toEqual([]);
});

test('every requirement names a test or says “not yet”, and every test it names exists', () => {
  const wrong = rows.flatMap(({ ids, proof }) => {
    const tests = named(proof);
    if (tests.length === 0) return proof.includes('not yet') ? [] : [`${ids}: nothing named`];
    return tests
      .filter(({ file, name }) => {
        const at = path.join(ROOT, file);
        return !existsSync(at) || !readFileSync(at, 'utf8').includes(name);
      })
      .map(({ file, name }) => `${ids}: ${file} “${name}”`);
  });
  expect(wrong).toEqual([]);
});
