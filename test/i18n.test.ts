// Every visible word is in the catalogues, in every language, with the same placeholders; none is unused.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { LOCALES, readCatalogues } from '../src/i18n/locales';
import { ROOT } from '../src/root';

const PLURAL = /_(zero|one|two|few|many|other)$/;

function flat(messages: object, prefix = ''): Map<string, string> {
  const found = new Map<string, string>();
  for (const [name, value] of Object.entries(messages)) {
    if (typeof value === 'string') found.set(prefix + name, value);
    else for (const [key, text] of flat(value, `${prefix}${name}.`)) found.set(key, text);
  }
  return found;
}

const catalogues = Object.fromEntries(
  Object.entries(readCatalogues()).map(([tag, messages]) => [tag, flat(messages)]),
);
const english = catalogues.en!;
const base = (key: string) => key.replace(PLURAL, '');
const placeholders = (text: string) =>
  [...new Set([...text.matchAll(/\{\{\s*(\w+)\s*\}\}/g)].map((match) => match[1]!))].sort();

function filesBelow(folder: string, endings: RegExp): string[] {
  return readdirSync(folder).flatMap((name) => {
    const full = path.join(folder, name);
    if (statSync(full).isDirectory()) return filesBelow(full, endings);
    return endings.test(name) ? [full] : [];
  });
}

test.each(LOCALES.map(({ tag }) => tag))('%s has every message and none of its own', (tag) => {
  const keys = new Set([...catalogues[tag]!.keys()].map(base));
  const wanted = new Set([...english.keys()].map(base));
  expect([...wanted].filter((key) => !keys.has(key))).toEqual([]);
  expect([...keys].filter((key) => !wanted.has(key))).toEqual([]);
});

test.each(LOCALES.map(({ tag }) => tag))('%s has every plural form its grammar needs', (tag) => {
  const forms = new Intl.PluralRules(tag).resolvedOptions().pluralCategories;
  const plurals = new Set([...catalogues[tag]!.keys()].filter((key) => PLURAL.test(key)).map(base));
  const missing = [...plurals].flatMap((key) =>
    forms.filter((form) => !catalogues[tag]!.has(`${key}_${form}`)).map((form) => `${key}_${form}`),
  );
  expect(missing).toEqual([]);
});

test.each(LOCALES.map(({ tag }) => tag))('%s uses the placeholders of the English text', (tag) => {
  const wrong = [...catalogues[tag]!].flatMap(([key, text]) => {
    const original = english.get(key) ?? english.get(`${base(key)}_other`);
    if (original === undefined) return [];
    const allowed = placeholders(original);
    const given = placeholders(text);
    // A singular may leave the number out: “one team” needs no {{count}}.
    const missing = allowed.filter(
      (name) => !given.includes(name) && !(PLURAL.test(key) && name === 'count'),
    );
    const foreign = given.filter((name) => !allowed.includes(name) && name !== 'count');
    return missing.length + foreign.length > 0 ? [`${key}: ${given} instead of ${allowed}`] : [];
  });
  expect(wrong).toEqual([]);
});

test.each(LOCALES.map(({ tag }) => tag))(
  '%s has no empty text, no exclamation mark, no straight quote',
  (tag) => {
    const wrong = [...catalogues[tag]!]
      .filter(([, text]) => text.trim() === '' || /[!！"]/.test(text))
      .map(([key]) => key);
    expect(wrong).toEqual([]);
  },
);

test('articles of the law keep their order in Arabic: 6(1)(b), not (b)(1)6', () => {
  const wrong = [...catalogues.ar!].filter(([, text]) =>
    /(?<!\u2066)6\(1\)|6\(1\)\(.\)(?!\u2069)/.test(text),
  );
  expect(wrong).toEqual([]);
});

const sources = [
  ...filesBelow(path.join(ROOT, 'views'), /\.ejs$/),
  ...filesBelow(path.join(ROOT, 'src'), /\.ts$/),
  ...filesBelow(path.join(ROOT, 'public/js'), /\.js$/),
].map((file) => readFileSync(file, 'utf8'));
const features = [...new Set([...english.keys()].map((key) => key.split('.')[0]!))];

test('every key that the code names exists', () => {
  const named = new RegExp(`['"\`]((?:${features.join('|')})\\.[A-Za-z0-9_.-]*[A-Za-z0-9])['"\`]`, 'g');
  const bases = new Set([...english.keys()].map(base));
  const missing = new Set<string>();
  for (const text of sources) {
    for (const match of text.matchAll(named)) {
      const key = match[1]!;
      if (/\.(id|ejs|css|js|json|ts|[a-z]+_[a-z_]+)$/.test(key)) continue;
      const group = [...bases].some((known) => known === key || known.startsWith(`${key}.`));
      if (!group) missing.add(key);
    }
  }
  expect([...missing]).toEqual([]);
});

test('no message is left over that nothing shows', () => {
  const all = sources.join('\n');
  const dynamic = [
    ...all.matchAll(/['"`]((?:[a-zA-Z]+\.)+[a-zA-Z.]*)\$\{|['"]((?:[a-zA-Z]+\.)+)['"]\s*\+/g),
  ].map((match) => (match[1] ?? match[2])!);
  const unused = [...new Set([...english.keys()].map(base))].filter(
    (key) => !all.includes(key) && !dynamic.some((prefix) => key.startsWith(prefix)),
  );
  expect(unused).toEqual([]);
});
