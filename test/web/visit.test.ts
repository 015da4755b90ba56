// The hackathon of a path: found however the address is written, and never another request's.
import net from 'node:net';
import { placeOf } from '../../src/web/session';
import { makeHackathon } from '../support/factories';
import { createWorld, type World } from '../support/world';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

test('a hackathon may be called null: requests at the same moment get each their own', async () => {
  const { id } = await makeHackathon(world.db);
  await world.db('hackathons').where({ id }).update({ slug: 'null' });
  const paths = Array.from({ length: 40 }, (_, n) => (n % 2 ? '/hackathons/null/teams' : '/teams/null'));
  const answers = await Promise.all(paths.map((path, n) => fetch(`${world.base}${path}?n=${n}`)));
  expect(answers.map((answer) => answer.status)).toEqual(paths.map((_, n) => (n % 2 ? 200 : 404)));
});

/** As a proxy may ask: with the whole address. */
const statusOf = (target: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = net.connect(Number(new URL(world.base).port), '127.0.0.1', () =>
      socket.write(`GET ${target} HTTP/1.1\r\nHost: lab.example\r\nConnection: close\r\n\r\n`),
    );
    let answer = '';
    socket.on('data', (bytes) => {
      answer += bytes;
    });
    socket.on('close', () => resolve(answer.slice(9, 12)));
    socket.on('error', reject);
  });

test('a whole address in the request line is the same page', async () => {
  const { slug } = await makeHackathon(world.db);
  for (const path of [`/hackathons/${slug}`, `/hackathons/${slug}/teams`])
    expect([await statusOf(path), await statusOf(`http://lab.example${path}`)]).toEqual(['200', '200']);
  expect(placeOf(`http://lab.example/hackathons/${slug}?x`)).toEqual({ slug, team: null });
  expect(placeOf(`/elsewhere/http://lab.example/hackathons/${slug}`)).toEqual({ slug: null, team: null });
});
