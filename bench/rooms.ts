// `npm run bench:rooms`: rooms beside bare Socket.IO and beside Socket.IO with a prepared INSERT, acknowledged
// after the commit; idle sockets; a long log. Options: --rounds 5 --seconds 3 --rooms 200 --idle 5000.
import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Knex } from 'knex';
import { keyedHash, newId } from '../src/ids';
import { type BenchDatabase, benchDatabase } from './support/database';
import { grid, machine, median, numberOption, quantile, type Row, table } from './support/figures';
import { growRoom, growTo, openRooms } from './support/grow';
import { once } from './support/load';
import { endServers, type Served, serve } from './support/servers';
import { chat, connect, each, flood, type Seat, sitDown, type Talkers } from './support/talk';

const PEOPLE = 6;
const RATE = 200;

const rounds = numberOption('rounds', 5);
const seconds = numberOption('seconds', 3);
const rooms = numberOption('rooms', 200);
const idle = numberOption('idle', 5000);
const print = (text: string) => process.stdout.write(`${text}\n\n`);

async function main(): Promise<void> {
  const database = await benchDatabase();
  const { db, dataDir } = database;
  try {
    const env = {
      DATABASE_URL: database.url,
      DATA_DIR: dataDir,
      PORT: '0',
      NODE_ENV: '',
      LOG_LEVEL: 'error',
    };
    const server = await serve('src/main', [], { ...env, DEMO: 'on', RATE_FACTOR: '1000000' });
    print(`${await machine(db)}; ${rounds} rounds of ${seconds} s, ${rooms} rooms of ${PEOPLE}`);
    const { id } = await db('hackathons').where({ slug: 'our-city' }).first('id');
    const has = await db('teams')
      .where({ hackathon_id: id })
      .whereNull('archived_at')
      .count({ all: '*' })
      .first();
    await growTo(db, id, Number(has?.all) + rooms, PEOPLE);
    await openRooms(db, id);
    const seats = await seatsOf(database, id);
    print(await talking(server, database, seats));
    print(await longLog(server, db, seats));
    await server.stop();
    // One that has done nothing yet: memory of earlier rounds is none of the sockets'.
    const rested = await serve('src/main', [], { ...env, DEMO: 'off', RATE_FACTOR: '1000000' });
    print(await idleSockets(rested, seats));
  } finally {
    await endServers();
    await database.remove();
  }
}

/** Everybody in the grown rooms, signed in as the server signs them in. */
async function seatsOf({ db, dataDir }: BenchDatabase, hackathonId: string): Promise<Seat[]> {
  const people: { person_id: string; room_id: string }[] = await db('memberships as m')
    .join('rooms as r', 'r.team_id', 'm.team_id')
    .join('people as p', 'p.id', 'm.person_id')
    .where('m.hackathon_id', hackathonId)
    .whereLike('p.login', 'grown-%')
    .whereNull('m.ended_at')
    .select('m.person_id', 'r.id as room_id')
    .orderBy(['r.id', 'm.person_id']);
  const secret = keyedHash(
    readFileSync(path.join(dataDir, 'session-secret'), 'utf8').trim(),
    'session',
    'cookie',
  );
  const now = new Date();
  const signed = people.map((one) => ({ ...one, signIn: newId(), sid: newId() }));
  await db('login_sessions').insert(
    signed.map((one) => ({
      id: one.signIn,
      person_id: one.person_id,
      device: '',
      began_at: now,
      seen_at: now,
    })),
  );
  await db('sessions').insert(
    signed.map((one) => ({
      sid: one.sid,
      sess: JSON.stringify({ cookie: {}, passport: { user: one.signIn } }),
      expire: new Date(now.getTime() + 86_400_000),
    })),
  );
  return signed.map(({ room_id, sid }) => {
    const mark = createHmac('sha256', secret).update(sid).digest('base64').replace(/=+$/, '');
    return { roomId: room_id, cookie: `sid=${encodeURIComponent(`s:${sid}.${mark}`)}` };
  });
}

async function talking(server: Served, database: BenchDatabase, seats: Seat[]): Promise<string> {
  const bare = await serve('bench/sockets');
  const keeping = { DATABASE_URL: database.url };
  const insert = await serve('bench/sockets', [], keeping);
  const numbered = await serve('bench/sockets', ['--numbered'], keeping);
  const all: Talkers[] = [];
  for (const one of [server, insert, bare, numbered]) all.push(await sitDown(one.base, seats));
  const rates: number[][] = [];
  const times: number[][][] = [];
  for (const talkers of all) await flood(talkers, 1);
  for (let round = 0; round < rounds; round += 1) {
    rates.push(await inTurn(all.slice(0, 3), (talkers) => flood(talkers, seconds)));
    times.push(await inTurn([all[0]!, all[1]!, all[3]!], (talkers) => chat(talkers, RATE, seconds)));
  }
  for (const talkers of all) talkers.leave();
  for (const one of [bare, insert, numbered]) await one.stop();

  const rate = (at: number) => Math.round(median(rates.map((round) => round[at]!)));
  const share = (at: number, of: number) => rates.map((round) => round[at]! / round[of]!);
  const quick = (at: number, part: number) => times.map((round) => quantile(round[at]!, part));
  const slower = (part: number, at = 0) =>
    quick(at, part).map((time, round) => time / quick(1, part)[round]!);
  const ms = (part: number) =>
    `${median(quick(0, part)).toFixed(2)} ms beside ${median(quick(1, part)).toFixed(2)}`;
  const rows: Row[] = [
    {
      name: 'at saturation, beside bare Socket.IO',
      ratios: share(0, 2),
      least: 0.45,
      aim: 0.8,
      absolute: `${rate(0)} beside ${rate(2)} a second`,
    },
    {
      name: '(prepared INSERT beside bare Socket.IO)',
      ratios: share(1, 2),
      absolute: `${rate(1)} beside ${rate(2)} a second`,
    },
    {
      name: `p50 at ${RATE} a second, beside prepared INSERT`,
      ratios: slower(0.5),
      most: 1.2,
      absolute: ms(0.5),
    },
    {
      name: '(p50 of an INSERT with gapless numbers beside prepared INSERT)',
      ratios: slower(0.5, 2),
      absolute: `${median(quick(2, 0.5)).toFixed(2)} ms beside ${median(quick(1, 0.5)).toFixed(2)}`,
    },
    {
      name: `p99 at ${RATE} a second, beside prepared INSERT`,
      ratios: slower(0.99),
      most: 1.5,
      absolute: ms(0.99),
    },
  ];
  return table('Messages, acknowledged after the commit and delivered to all', rows);
}

async function inTurn<T>(all: readonly Talkers[], work: (talkers: Talkers) => Promise<T>): Promise<T[]> {
  const found: T[] = [];
  for (const talkers of all) found.push(await work(talkers));
  return found;
}

const SHORT = 50;
const LONG = 20_000;

/** A room of as many messages as a page shows beside one with 20,000, asked in turn: page and newest part of the log. */
async function longLog(server: Served, db: Knex, seats: Seat[]): Promise<string> {
  const short = seats[0]!;
  const long = seats.find((seat) => seat.roomId !== short.roomId)!;
  for (const [seat, length] of [
    [short, SHORT],
    [long, LONG],
  ] as const) {
    await db('entries').where({ room_id: seat.roomId }).delete();
    await db('rooms').where({ id: seat.roomId }).update({ head: 0 });
    await growRoom(db, seat.roomId, length);
  }
  // What ten thousands of new rows bring with them belongs to neither.
  await db.raw('vacuum analyze entries');
  const rows: Row[] = [];
  for (const name of ['page of the room', 'newest messages'] as const) {
    const urlOf = async ({ roomId }: Seat) => {
      const { team_id } = await db('rooms').where({ id: roomId }).first('team_id');
      return name === 'page of the room' ? `/teams/${team_id}/room` : `/rooms/${roomId}/messages.json`;
    };
    const times: Record<'short' | 'long', number[][]> = { short: [], long: [] };
    const urls = { short: await urlOf(short), long: await urlOf(long) };
    for (let round = 0; round < rounds; round += 1) {
      const found = { short: [] as number[], long: [] as number[] };
      for (let index = 0; index < 100; index += 1)
        for (const [which, { cookie }] of [
          ['short', short],
          ['long', long],
        ] as const) {
          const { ms } = await once({ url: server.base + urls[which], headers: { Cookie: cookie! } });
          if (index >= 20) found[which].push(ms);
        }
      times.short.push(found.short);
      times.long.push(found.long);
    }
    const middle = (which: 'short' | 'long') => times[which].map(median);
    rows.push({
      name,
      ratios: middle('long').map((time, round) => time / middle('short')[round]!),
      most: 1.2,
      absolute: `${median(middle('long')).toFixed(2)} ms beside ${median(middle('short')).toFixed(2)}`,
    });
  }
  return table(`A log of 20,000 messages beside one that fills a page (${SHORT})`, rows);
}

/** Memory of the server with nobody there, and with thousands who only listen. */
async function idleSockets(server: Served, seats: Seat[]): Promise<string> {
  const resident = () => {
    const status = readFileSync(`/proc/${server.pid}/status`, 'utf8');
    return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1000;
  };
  const before = resident();
  const open: Awaited<ReturnType<typeof connect>>[] = [];
  const wanted = Array.from({ length: idle }, (_, index) => seats[index % seats.length]!);
  await each(wanted, 20, async (seat) => void open.push(await connect(server.base, seat)));
  const after = resident();
  const connected = open.filter((socket) => socket.connected).length;
  for (const socket of open) socket.disconnect();
  const line = [`${connected} of ${idle}`, `${before.toFixed(0)} MB`, `${after.toFixed(0)} MB`];
  const all = connected === idle && after < 250;
  const verdict = !all ? 'not reached' : idle >= 5000 ? 'reached' : 'fewer than 5,000 tried';
  return grid(
    'Idle sockets (5,000 under 250 MB)',
    ['connected', 'before', 'with them', 'verdict'],
    [[...line, verdict]],
  );
}

main().catch((error) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
