// The house rules that only stay true because a test keeps them: who may import whom, where SQL lives,
// what a feature folder holds, how long a file may grow.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../src/root';

const SRC = path.join(ROOT, 'src');

/** In order of dependence: a feature may use only features before it. */
const FEATURES = [
  'accounts',
  'notices',
  'organisations',
  'files',
  'hackathons',
  'mails',
  'moderation',
  'challenges',
  'inquiry',
  // What waits between people and teams ends with a seat: whoever gives one has to close it.
  'waiting',
  'teams',
  // Doors into a team; who looks for one and who is placed may lead there.
  'requests',
  'invitations',
  'rosters',
  'seekers',
  // Teams that are too small; the page and the offers of placement name them.
  'mergers',
  'placement',
  'submissions',
  'rooms',
  'messages',
  'room-files',
  'notes',
  'help',
  'advising',
  'mentoring',
  'office-hours',
  'ranking',
  'rounds',
  'jury',
  'exercise',
  'sheets',
  'finals',
  'chair',
  'deliberation',
  'votes',
  'results',
  'certificates',
  'recommendations',
  'indicators',
  'desk',
];

interface SourceFile {
  /** Relative to src, with forward slashes. */
  name: string;
  text: string;
  lines: number;
  /** Imports of our own files, relative to src, without extension. */
  imports: string[];
  packages: string[];
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const full = path.join(folder, name);
    return statSync(full).isDirectory() ? filesBelow(full) : [full];
  });
}

function readSource(): SourceFile[] {
  return filesBelow(SRC)
    .filter((file) => file.endsWith('.ts'))
    .map((file) => {
      const text = readFileSync(file, 'utf8');
      const named = [...text.matchAll(/(?:from|import\(|import)\s*'([^']+)'/g)].map((match) => match[1]!);
      const ours = named
        .filter((one) => one.startsWith('.'))
        .map((one) => path.relative(SRC, path.resolve(path.dirname(file), one.replace(/\.ts$/, ''))));
      return {
        name: path.relative(SRC, file),
        text,
        lines: text.split('\n').length,
        imports: ours,
        packages: named.filter((one) => !one.startsWith('.')),
      };
    });
}

const files = readSource();
const featureOf = (name: string) => /^features\/([^/]+)\//.exec(name)?.[1];
const kindOf = (name: string) => /\.([a-z]+)(?:\.ts)?$/.exec(name.replace(/\.ts$/, ''))?.[1] ?? '';

/** By the last word of a file's name; kinds that are not here are free within the order of features. */
const MAY_IMPORT: Record<string, string[]> = {
  routes: [
    'actions',
    'queries',
    'policy',
    'input',
    'view',
    'tables',
    'rights',
    'guard',
    'browser',
    'routes',
    'live',
    'names',
    'text',
    'templates',
    'citations',
    'visit',
    'standing',
    // A file that is made like a page: of nothing but what the door hands it.
    'calendar',
    'together',
    'fit',
  ],
  guard: ['queries', 'policy', 'rights'],
  socket: ['actions', 'queries', 'policy', 'input', 'live', 'tables', 'rights'],
  actions: [
    'actions',
    'queries',
    'policy',
    'live',
    'input',
    'tables',
    'rights',
    'passwords',
    'names',
    'templates',
    'uploads',
    'citations',
    'ranking',
    'assignment',
    'round',
    'standing',
    'ahead',
    'aside',
    'protocol',
    'text',
    'together',
    'fit',
  ],
  queries: ['tables', 'policy', 'queries', 'together', 'fit'],
  policy: ['policy', 'tables', 'names', 'together', 'fit'],
  tables: ['tables', 'policy', 'together'],
  fit: ['together'],
  together: [],
  ranking: ['round', 'policy'],
  solver: ['flow', 'groups'],
  flow: [],
  assignment: ['plan', 'chains', 'groups'],
  plan: [],
  chains: ['plan'],
  groups: ['plan'],
  precision: ['plan'],
};

test('a feature uses only features before it in the order of dependence', () => {
  const wrong = files.flatMap((file) => {
    const own = featureOf(file.name);
    if (!own) return [];
    return file.imports
      .map(featureOf)
      .filter((other) => other !== undefined && other !== own)
      .filter((other) => FEATURES.indexOf(other!) > FEATURES.indexOf(own))
      .map((other) => `${file.name} → ${other}`);
  });
  expect(wrong).toEqual([]);
  expect(files.map((file) => featureOf(file.name)).filter((one) => one && !FEATURES.includes(one))).toEqual(
    [],
  );
});

test('kinds of files import only what their kind may', () => {
  const wrong = files.flatMap((file) => {
    const allowed = featureOf(file.name) ? MAY_IMPORT[kindOf(file.name)] : undefined;
    if (!allowed) return [];
    return file.imports
      .filter((one) => featureOf(one) !== undefined)
      .filter((one) => !allowed.includes(kindOf(one)))
      .map((one) => `${file.name} → ${one}`);
  });
  expect(wrong).toEqual([]);
});

test('Express stays in doors, Socket.IO in the live rooms, the environment in config', () => {
  const wrong = files.flatMap((file) => {
    const faults: string[] = [];
    const typesOf = (name: string) => new RegExp(`import type[^;]*'${name}'`).test(file.text);
    const door =
      /^(app|routes|main)\.ts$|^web\//.test(file.name) ||
      ['routes', 'guard', 'browser'].includes(kindOf(file.name));
    if (!door && file.packages.includes('express') && !typesOf('express'))
      faults.push(`${file.name}: express`);
    const live = /^(sockets|main)\.ts$|^realtime\//.test(file.name);
    if (!live && file.packages.includes('socket.io') && !typesOf('socket.io'))
      faults.push(`${file.name}: socket.io`);
    if (/process\.env/.test(file.text) && file.name !== 'config.ts' && file.name !== 'main.ts')
      faults.push(`${file.name}: process.env`);
    return faults;
  });
  expect(wrong).toEqual([]);
});

test('SQL stands in queries, in db and in the clock', () => {
  const sql = /\b(?:db|trx|knex)\('[a-z_]+'\)|\.raw\(/;
  const wrong = files
    .filter((file) => sql.test(file.text))
    .filter(
      (file) =>
        kindOf(file.name) !== 'queries' && !/^(db|jobs|cli)\/|^clock\.ts$|^web\/health\.ts$/.test(file.name),
    )
    .map((file) => file.name);
  expect(wrong).toEqual([]);
});

test('time comes from the clock: no rule reads the clock of the process', () => {
  const wrong = files
    .filter((file) => /Date\.now\(\)|new Date\(\)/.test(file.text))
    .filter((file) => featureOf(file.name) !== undefined)
    .map((file) => file.name);
  expect(wrong).toEqual([]);
});

test('no import goes in a circle', () => {
  const graph = new Map(files.map((file) => [file.name.replace(/\.ts$/, ''), file]));
  const typesOnly = (file: SourceFile, target: string) => {
    const base = path.basename(target);
    const found = [...file.text.matchAll(/import (type )?[^;]*?from '([^']+)'/g)];
    return found.filter((match) => path.basename(match[2]!) === base).every((match) => match[1]);
  };
  const circles: string[] = [];
  const done = new Set<string>();
  const walk = (name: string, trail: string[]) => {
    if (trail.includes(name)) {
      circles.push([...trail.slice(trail.indexOf(name)), name].join(' → '));
      return;
    }
    if (done.has(name)) return;
    const file = graph.get(name);
    for (const next of file?.imports ?? []) {
      if (graph.has(next) && !typesOnly(file!, next)) walk(next, [...trail, name]);
    }
    done.add(name);
  };
  for (const name of graph.keys()) walk(name, []);
  expect(circles).toEqual([]);
});

test('a file can be read in one sitting and says first what it is for', () => {
  const long = files
    .filter((file) => !/^demo\/texts\/|\.names\.ts$/.test(file.name))
    .filter((file) => file.lines > 320)
    .map((file) => `${file.name}: ${file.lines} lines`);
  const silent = files.filter((file) => !/^(#!.*\n)?(\/\/|\/\*)/.test(file.text)).map((file) => file.name);
  expect({ long, silent }).toEqual({ long: [], silent: [] });
});

test('no default exports, no barrels, no utils', () => {
  const wrong = files
    .filter(
      (file) => /^export default/m.test(file.text) || /(^|\/)(index|utils|helpers)\.ts$/.test(file.name),
    )
    .map((file) => file.name);
  expect(wrong).toEqual([]);
});

test('views print unescaped only what our own helpers made', () => {
  const views = filesBelow(path.join(ROOT, 'views')).filter((file) => file.endsWith('.ejs'));
  const allowed = /^<%-\s*(include\(|it\.weave\.|it\.html\b|it\.safeHtml\b|step\.band\b)/;
  const wrong = views.flatMap((file) => {
    const text = readFileSync(file, 'utf8');
    const raw = [...text.matchAll(/<%-[^%]*/g)].map((match) => match[0]).filter((one) => !allowed.test(one));
    const inline = /<script(?![^>]*\bsrc=)|\sstyle=|\son[a-z]+=["']/.test(text)
      ? ['inline script, style or handler']
      : [];
    return [...raw, ...inline].map((one) => `${path.relative(ROOT, file)}: ${one.trim()}`);
  });
  expect(wrong).toEqual([]);
});

test('without REDIS_URL nothing of Redis is loaded: one file knows it, and main.ts asks for that file late', () => {
  const knows = files.filter(({ packages }) => packages.some((name) => /redis/.test(name)));
  expect(knows.map(({ name }) => name)).toEqual(['realtime/relay.ts']);
  const early = files.filter(({ text }) => /^import (?!type )[^;]*\/relay';/m.test(text));
  expect(early.map(({ name }) => name)).toEqual([]);
});
