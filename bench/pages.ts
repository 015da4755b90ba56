// `npm run bench`: pages beside the bare baseline, as ratios of rounds that take turns, and their growth with
// the data. Options: --rounds 5 --seconds 2.
import type { Knex } from 'knex';
import { DEMO_PASSWORD } from '../src/demo/player';
import { type BenchDatabase, benchDatabase } from './support/database';
import { grid, machine, median, numberOption, quantile, type Row, table } from './support/figures';
import { growTo } from './support/grow';
import { once, saturate, signIn, steady, type Target } from './support/load';
import { rankingGrowth } from './support/ranking';
import { endServers, type Served, serve } from './support/servers';

const SLUG = 'our-city';
const QUESTION = `/hackathons/${SLUG}/challenges/forty-hours`;
const LIST = `/hackathons/${SLUG}/teams`;
/** What the ratios are measured with; the growth goes to a hundred times the demo. */
const TEAMS = 500;
const RATE = 200;

interface Bench {
  database: BenchDatabase;
  server: Served;
  /** The same application, but nothing of a page is kept. */
  cold: Served;
  baseline: Served;
  rounds: number;
  seconds: number;
}

interface Asked {
  name: string;
  target: Target;
  least: number;
  aim: number;
}

async function main(): Promise<void> {
  const database = await benchDatabase();
  try {
    const env = { DATABASE_URL: database.url, DATA_DIR: database.dataDir, PORT: '0' };
    const trial = { ...env, NODE_ENV: '', RATE_FACTOR: '1000000', LOG_LEVEL: 'error' };
    const server = await serve('src/main', [], { ...trial, DEMO: 'on' });
    const cold = await serve('bench/cold', [], { ...trial, DEMO: 'off' });
    const baseline = await serve('bench/baseline');
    const rounds = numberOption('rounds', 5);
    const seconds = numberOption('seconds', 2);
    print(`${await machine(database.db)}; ${rounds} rounds of ${seconds} s, 50 connections`);
    const bench = { database, server, cold, baseline, rounds, seconds };
    const id = await hackathonId(database.db);
    const size = await teamsOf(database.db, id);
    const times = [await alone(bench)];
    await growTo(database.db, id, size * 10);
    times.push(await alone(bench));
    await growTo(database.db, id, TEAMS);
    print(await saturated(bench));
    print(await steadily(bench));
    print(await weights(bench));
    await growTo(database.db, id, size * 100);
    times.push(await alone(bench));
    print(growth(size, times));
    print(await rankingGrowth());
  } finally {
    await endServers();
    await database.remove();
  }
}

const print = (text: string) => process.stdout.write(`${text}\n\n`);

async function pagesOf({ database, server, cold }: Bench): Promise<Asked[]> {
  const room = `/teams/${await ownTeam(database.db)}/room`;
  const Cookie = await signIn(server.base, 'participant-1', DEMO_PASSWORD);
  const at = (url: string, base = server.base): Target => ({ url: base + url, headers: { Cookie } });
  // Reading the room first: how much is new there stands on the other pages.
  await once(at(room));
  const { headers } = await once(at(QUESTION));
  const unchanged = {
    ...at(QUESTION),
    headers: { Cookie, 'If-None-Match': headers.etag ?? '' },
    status: 304,
  };
  return [
    { name: 'question, signed in, nothing kept', target: at(QUESTION, cold.base), least: 0.5, aim: 0.6 },
    { name: 'question, signed in, warm', target: at(QUESTION), least: 0.8, aim: 1 },
    { name: 'list of teams, signed in', target: at(LIST), least: 0.5, aim: 0.8 },
    { name: 'room, signed in', target: at(room), least: 0.5, aim: 0.8 },
    { name: 'question, unchanged (304)', target: unchanged, least: 1.5, aim: 1.9 },
    { name: 'question, anonymous', target: { url: server.base + QUESTION }, least: 3, aim: 4 },
  ];
}

async function ownTeam(db: Knex): Promise<string> {
  const row = await db('memberships as m')
    .join('people as p', 'p.id', 'm.person_id')
    .join('hackathons as h', 'h.id', 'm.hackathon_id')
    .where({ 'p.login': 'participant-1', 'h.slug': SLUG })
    .whereNull('m.ended_at')
    .first('m.team_id');
  return row.team_id;
}

async function teamsOf(db: Knex, id: string): Promise<number> {
  const row = await db('teams')
    .where({ hackathon_id: id })
    .whereNull('archived_at')
    .count({ all: '*' })
    .first();
  return Number(row?.all);
}

async function hackathonId(db: Knex): Promise<string> {
  return (await db('hackathons').where({ slug: SLUG }).first('id')).id;
}

/** Every round: the baseline, then each page; a page's ratio is against the baseline of its own round. */
async function saturated(bench: Bench): Promise<string> {
  const { baseline, rounds, seconds } = bench;
  const pages = await pagesOf(bench);
  const bare: Target = { url: `${baseline.base}/` };
  for (const target of [bare, ...pages.map((page) => page.target)]) await saturate(target, 1);
  const bareRates: number[] = [];
  const rates = pages.map((): number[] => []);
  for (let round = 0; round < rounds; round += 1) {
    bareRates.push(await saturate(bare, seconds));
    for (const [index, page] of pages.entries()) rates[index]!.push(await saturate(page.target, seconds));
  }
  const rows = pages.map(
    ({ name, least, aim }, index): Row => ({
      name,
      least,
      aim,
      ratios: rates[index]!.map((rate, round) => rate / bareRates[round]!),
      absolute: `${Math.round(median(rates[index]!))} a second`,
    }),
  );
  const title = `Pages a second with ${TEAMS} teams, beside ${Math.round(median(bareRates))} of the baseline`;
  return table(title, rows);
}

/** The slowest hundredth at a steady rate: of the pages people open, and of the baseline. */
async function steadily(bench: Bench): Promise<string> {
  const { baseline, rounds, seconds } = bench;
  const pages = (await pagesOf(bench)).slice(1, 4);
  const ratios: number[] = [];
  const ours: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const slowest = async (targets: Target[]) => quantile(await steady(targets, RATE, seconds * 2), 0.99);
    const bare = await slowest([{ url: `${baseline.base}/` }]);
    ours.push(await slowest(pages.map((page) => page.target)));
    ratios.push(ours.at(-1)! / bare);
  }
  const absolute = `p99 ${median(ours).toFixed(1)} ms`;
  const name = 'question, list and room mixed, p99';
  return table(`Time of an answer at ${RATE} pages a second`, [{ name, ratios, most: 3, aim: 2, absolute }]);
}

/** What a phone has to load: the page as browsers ask for it, and once its styles, scripts and fonts. */
async function weights(bench: Bench): Promise<string> {
  const lines: string[][] = [];
  for (const { name, target } of (await pagesOf(bench)).slice(1, 4)) {
    const ask = (url: string) => once({ url, headers: { ...target.headers, 'Accept-Encoding': 'gzip' } });
    const page = await ask(target.url);
    const { body } = await once(target);
    const files = [...body.matchAll(/(?:href|src)="(\/(?:css|js|img)\/[^"]+)"/g)].map((match) => match[1]!);
    const parts = await Promise.all([...new Set(files)].map((file) => ask(bench.server.base + file)));
    const all = page.bytes + parts.reduce((sum, part) => sum + part.bytes, 0);
    const kB = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`;
    const fits = page.bytes < 25_000 && all < 60_000;
    lines.push([name, kB(body.length), kB(page.bytes), kB(all), fits ? 'reached' : 'not reached']);
  }
  return grid(
    'Weight (page under 25 kB, first view under 60 kB)',
    ['', 'page', 'transferred', 'first view', 'verdict'],
    lines,
  );
}

/** The middle time of one answer in ms, one request after another, by page. */
async function alone(bench: Bench): Promise<Map<string, number>> {
  const times = new Map<string, number>();
  for (const { name, target } of await pagesOf(bench)) {
    for (let warm = 0; warm < 50; warm += 1) await once(target);
    const answers: number[] = [];
    for (let index = 0; index < 200; index += 1) answers.push((await once(target)).ms);
    times.set(name, median(answers));
  }
  return times;
}

/** `size` teams, ten times and a hundred times as many. */
function growth(size: number, times: Map<string, number>[]): string {
  const lines = [...times[0]!.keys()].map((name) => {
    const [first = 0, ...more] = times.map((one) => one.get(name)!);
    const ratio = (time: number) => `${time.toFixed(2)} ms (${(time / first).toFixed(2)} ×)`;
    return [name, `${first.toFixed(2)} ms`, ...more.map(ratio)];
  });
  const head = ['', `1 ×: ${size} teams`, `10 ×: ${size * 10}`, `100 ×: ${size * 100}`];
  return grid('Growth: one answer alone', head, lines);
}

main().catch((error) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
