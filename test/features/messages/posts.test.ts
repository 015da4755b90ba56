// Messages that are written together: none is harmed by another one, and none waits for another room.
import { randomUUID } from 'node:crypto';
import { postMessage } from '../../../src/features/messages/messages.actions';
import { roomOfTeam } from '../../../src/features/rooms/rooms.actions';
import { holdRoom } from '../../../src/features/rooms/rooms.log.queries';
import type { Person } from '../../../src/web/request';
import { makeHackathon, makePerson, makeTeam } from '../../support/factories';
import { createWorld, type World } from '../../support/world';

const ROOMS = 9;
let world: World;
let seats: { roomId: string; person: Person }[];

beforeAll(async () => {
  world = await createWorld({ RATE_FACTOR: '1000' });
  const hackathon = await makeHackathon(world.db);
  seats = [];
  for (let n = 0; n < ROOMS; n += 1) {
    const team = await makeTeam(world.db, hackathon, { size: 1 });
    const room = await roomOfTeam(world.deps, world.db, team.id);
    seats.push({ roomId: room.id, person: team.members[0] as unknown as Person });
  }
});
afterAll(() => world.close());

const say = ({ roomId, person }: { roomId: string; person: Person }, body = 'Hello') =>
  postMessage(world.deps, person, { roomId, clientId: randomUUID(), body });

const heads = async () => {
  const rows = await world.db('rooms').select('id', 'head');
  return seats.map(({ roomId }) => rows.find((row) => row.id === roomId).head);
};

test('a message the database refuses and one without a right harm none of those beside them', async () => {
  const before = await heads();
  const stranger = (await makePerson(world.db)) as unknown as Person;
  const said = await Promise.allSettled([
    ...seats.map((seat, n) => say(seat, n === 6 ? 'x'.repeat(4_001) : 'Hello')),
    say({ ...seats[7]!, person: stranger }),
  ]);
  expect(said.map((one) => one.status)).toEqual([
    ...seats.map((_, n) => (n === 6 ? 'rejected' : 'fulfilled')),
    'rejected',
  ]);
  expect(await heads()).toEqual(before.map((head, n) => (n === 6 ? head : head + 1)));
});

test('a room that is held keeps nobody in another room waiting', async () => {
  const trx = await world.db.transaction();
  let said: Promise<unknown>[];
  try {
    await holdRoom(trx, seats[6]!.roomId);
    said = seats.map((seat) => say(seat));
    const others = Promise.all(said.filter((_, n) => n !== 6)).then(() => 'written');
    // Less than the five seconds after which a wait for a lock ends by itself.
    const meanwhile = trx.raw('select pg_sleep(3)').then(() => 'waits');
    expect(await Promise.race([others, said[6], meanwhile])).toBe('written');
  } finally {
    await trx.rollback();
  }
  expect(await said[6]).toMatchObject({ seq: expect.any(Number) });
});

test('messages of one person in one room keep the order in which they came', async () => {
  const bodies = Array.from({ length: 20 }, (_, n) => `Message ${n}`);
  await Promise.all(bodies.map((body) => say(seats[0]!, body)));
  const rows = await world
    .db('entries')
    .where({ room_id: seats[0]!.roomId })
    .whereLike('body', 'Message %')
    .orderBy('seq');
  expect(rows.map((row) => row.body)).toEqual(bodies);
});
