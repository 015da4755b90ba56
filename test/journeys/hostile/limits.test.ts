// The database is slow, locked, hanging or asked too much at once: a clean answer in time, and nothing half-saved.
import { mkdtempSync, rmSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Knex } from 'knex';
import { connect } from '../../../src/db/connection';
import { poolState, SecondConnection } from '../../../src/db/pool';
import { Away, asRefusal } from '../../../src/errors';
import { testDatabase } from '../../support/database';
import { type MadePerson, makeHackathon, makePerson, makeTeam } from '../../support/factories';
import { type Agent, createWorld, type World } from '../../support/world';

const LIMITS = {
  statement_timeout: 400,
  lock_timeout: 300,
  idle_in_transaction_session_timeout: 500,
  query_timeout: 1_500,
};

/** A world whose database connections keep short limits, and only `max` of them. */
async function impatientWorld(limits: object, max: number): Promise<World> {
  const real = await testDatabase();
  const db = connect({ connectionString: real.url, ...limits }, { max });
  const drop = async () => {
    await db.destroy();
    await real.drop();
  };
  return createWorld({ RATE_FACTOR: '1000' }, Promise.resolve({ ...real, db, drop }));
}

describe('with short limits', () => {
  let world: World;
  let other: Knex;
  let slug: string;
  let hackathonId: string;
  let agent: Agent;
  const card = { claim: 'The queue is long', kind: 'law', source: 'x', url: '', language: 'en' };

  beforeAll(async () => {
    world = await impatientWorld(LIMITS, 5);
    const { name } = (await world.db.raw('select current_database() as name')).rows[0];
    other = connect(process.env.TEST_DATABASE_SERVER!.replace('@/inquiry_lab?', `@/${name}?`), { max: 2 });
    const hackathon = await makeHackathon(world.db);
    [slug, hackathonId] = [hackathon.slug, hackathon.id];
    const person = await makePerson(world.db);
    await world.db('roles').insert({
      id: 'role-of-limits'.padEnd(26, '0'),
      hackathon_id: hackathon.id,
      person_id: person.id,
      role: 'participant',
      granted_by: hackathon.organiser.id,
      granted_at: new Date(),
    });
    agent = await world.as(person.login);
  });
  afterAll(async () => {
    await other.destroy();
    await world.close();
  });

  const add = () =>
    agent.post(`/hackathons/${slug}/evidence`).type('form').set('Accept', 'application/json').send(card);
  const cards = async () => Number((await other('evidence_cards').count('* as n').first())?.n);

  async function expectAway(answer: { status: number; body: object; headers: object }): Promise<void> {
    expect(answer).toMatchObject({ status: 503, body: { error: 'frame.errors.away' } });
    expect(answer.headers).toMatchObject({ 'retry-after': expect.stringMatching(/^[1-9]\d*$/) });
    expect(await cards()).toBe(0);
  }

  test('a statement that takes too long', async () => {
    await other.raw(`
      create function sleeps() returns trigger language plpgsql as $$ begin perform pg_sleep(5); return new; end $$;
      create trigger sleeps after insert on evidence_cards for each row execute function sleeps()`);
    await expectAway(await add());
    await other.raw('drop trigger sleeps on evidence_cards');
  });

  test('a row that somebody else does not let go of', async () => {
    const holder = await other.transaction();
    await holder('phases').where({ hackathon_id: hackathonId }).forUpdate();
    await holder('hackathons').where({ id: hackathonId }).forUpdate();
    await expectAway(await add());
    await holder.rollback();
  });

  test('a transaction that forgets to go on', async () => {
    const forgetful = world.db.transaction(async (trx) => {
      await trx('hackathons').where({ id: hackathonId }).update({ slug: 'half-way' });
      await pause(1_200);
      await trx('hackathons').where({ id: hackathonId }).update({ slug: 'there' });
    });
    const error = await forgetful.catch((reason: unknown) => reason);
    expect(asRefusal(error)).toBeInstanceOf(Away);
    expect((await other('hackathons').where({ id: hackathonId }).first()).slug).toBe(slug);
  });

  test('and afterwards everything works', async () => {
    expect((await add()).status).toBe(201);
    expect(await cards()).toBe(1);
    expect(poolState(world.db)).toMatchObject({ used: 0, waiting: 0 });
  });
});

test('a database that accepts and never answers: not ready, said within a second; ready when it is back', async () => {
  const real = await testDatabase();
  const folder = new URL(real.url.replace('@/', '@socket/')).searchParams.get('host')!;
  const own = mkdtempSync(path.join(os.tmpdir(), 'inquiry-hang-'));
  const pairs = new Set<[net.Socket, net.Socket]>();
  let hangs = false;
  const proxy = net.createServer((client) => {
    const server = net.connect(path.join(folder, '.s.PGSQL.5432'));
    pairs.add([client, server]);
    for (const [one, to] of [
      [client, server],
      [server, client],
    ] as const) {
      one.on('error', () => undefined).on('close', () => to.destroy());
      one.on('data', (chunk) => hangs || to.write(chunk));
    }
  });
  await new Promise<void>((resolve) => proxy.listen(path.join(own, '.s.PGSQL.5432'), resolve));
  const url = real.url.replace(encodeURIComponent(folder), encodeURIComponent(own)).replace(folder, own);
  const db = connect({ connectionString: url, ...LIMITS }, { max: 3 });
  const drop = async () => {
    await db.destroy();
    for (const pair of pairs) for (const socket of pair) socket.destroy();
    proxy.close();
    await real.drop();
    rmSync(own, { recursive: true, force: true });
  };
  const world = await createWorld({}, Promise.resolve({ ...real, url, db, drop }));
  try {
    const ready = () => world.visitor().get('/health/ready');
    expect((await ready()).status).toBe(200);
    hangs = true;
    for (const _ of [1, 2, 3]) {
      const before = performance.now();
      expect((await ready()).status).toBe(503);
      expect(performance.now() - before).toBeLessThan(1_000);
    }
    expect((await world.visitor().get('/health/live')).status).toBe(200);
    expect((await world.visitor().get('/hackathons')).status).toBe(503);
    hangs = false;
    for (const end = Date.now() + 20_000; (await ready()).status !== 200 && Date.now() < end; )
      await pause(50);
    for (const _ of [1, 2, 3]) expect((await world.visitor().get('/hackathons')).status).toBe(200);
  } finally {
    await world.close();
  }
});

describe('a pool of three', () => {
  let world: World;
  beforeAll(async () => {
    world = await impatientWorld({}, 3);
  });
  afterAll(() => world.close());

  test('fifty of the heaviest acts at once: each is answered, none hangs, and the pool is whole afterwards', async () => {
    const hackathon = await makeHackathon(world.db, { open: ['teams', 'drafting'] });
    const people: MadePerson[] = [];
    for (let n = 0; n < 10; n += 1) people.push(await makePerson(world.db));
    const team = await makeTeam(world.db, hackathon, { members: people.slice(0, 3) });
    await world.db('roles').insert(
      people.map((one, index) => ({
        id: `role-of-pool-${index}`.padEnd(26, '0'),
        hackathon_id: hackathon.id,
        person_id: one.id,
        role: 'participant',
        granted_by: hackathon.organiser.id,
        granted_at: new Date(),
      })),
    );
    const agents: Agent[] = [];
    for (const { login } of people) agents.push(await world.as(login));
    const room = (await agents[0]!.get(`/teams/${team.id}/room.json`)).body.room.id;
    const submission = (await agents[0]!.get(`/teams/${team.id}/submission.json`)).body.submission.id;
    const organiser = await world.as(hackathon.organiser.login);
    const ask = (who: Agent, to: string, fields: object) =>
      who.post(to).type('form').set('Accept', 'application/json').send(fields);
    const all = Array.from({ length: 10 }, (_, n) => [
      ask(agents[n]!, `/hackathons/${hackathon.slug}/teams`, { name: `Team ${n}`, pitch: 'x' }),
      ask(agents[n % 3]!, `/submissions/${submission}/draft`, {
        'section[problem]': `Words ${n}`,
        'version[problem]': '0',
      }),
      ask(agents[n % 3]!, `/rooms/${room}/messages`, { body: `Hello ${n}` }),
      ask(agents[n]!, `/hackathons/${hackathon.slug}/evidence`, {
        claim: `Claim ${n}`,
        kind: 'law',
        source: 'x',
        url: '',
        language: 'en',
      }),
      ask(organiser, `/hackathons/${hackathon.slug}/invitations`, { role: 'expert' }),
    ]).flat();
    const statuses = (await Promise.all(all)).map((answer) => answer.status);
    expect(statuses.filter((status) => status === 500)).toEqual([]);
    expect(statuses.filter((status) => status === 201 || status === 200).length).toBeGreaterThan(10);
    expect(poolState(world.db)).toMatchObject({ used: 0, waiting: 0 });
    expect((await world.visitor().get('/health/ready')).status).toBe(200);
  });

  test('a query inside a transaction that forgets the transaction fails at once, and nothing of it is kept', async () => {
    const { id } = await makePerson(world.db);
    const forgetful = world.db.transaction(async (trx) => {
      await trx('people').where({ id }).update({ display_name: 'Half' });
      await Promise.all([world.db('people').where({ id }).first()]);
    });
    await expect(forgetful).rejects.toThrow(SecondConnection);
    await expect(world.db.transaction(() => world.db.transaction(async () => undefined))).rejects.toThrow(
      SecondConnection,
    );
    expect((await world.db('people').where({ id }).first()).display_name).not.toBe('Half');
    expect(poolState(world.db)).toMatchObject({ used: 0, waiting: 0 });
  });

  test('what begins in a transaction and goes on after it is free again', async () => {
    let later: Promise<unknown> = Promise.resolve();
    await world.db.transaction(async (trx) => {
      await trx.raw('select 1');
      later = pause(50).then(() => world.db.raw('select 1'));
    });
    await expect(later).resolves.toMatchObject({ rowCount: 1 });
  });

  test('in production such a mistake is told once and does no harm', async () => {
    const told: string[] = [];
    const { name } = (await world.db.raw('select current_database() as name')).rows[0];
    const url = process.env.TEST_DATABASE_SERVER!.replace('@/inquiry_lab?', `@/${name}?`);
    const lenient = connect(
      url,
      { max: 3 },
      { warn: () => undefined, misuse: ({ message }) => told.push(message) },
    );
    try {
      for (const _ of [1, 2]) await lenient.transaction(() => lenient.raw('select 1'));
      expect(told).toEqual([new SecondConnection().message]);
    } finally {
      await lenient.destroy();
    }
  });

  test('who comes when hundreds wait is told to come again, instead of waiting with them', async () => {
    const held = await Promise.all([1, 2, 3].map(() => world.db.transaction()));
    const waiting = Array.from({ length: 500 }, () =>
      world.db.raw('select 1').catch((error: Error) => error),
    );
    await pause(20);
    const visitor = await world.visitor().get('/hackathons');
    expect([visitor.status, visitor.headers['retry-after']]).toEqual([503, '3']);
    await Promise.all(held.map((trx) => trx.rollback()));
    await Promise.all(waiting);
    expect((await world.visitor().get('/hackathons')).status).toBe(200);
  });
});
