// The hackathon of a path: found however the address is written, and never another request's.
import net from 'node:net';
import { placeOf } from '../../src/web/session';
import { makeHackathon, makeTeam } from '../support/factories';
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

/** The address goes out as it stands: a proxy may ask for a whole one, and others for what no browser can read. */
const statusOf = (target: string, method = 'GET', more = ''): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = net.connect(Number(new URL(world.base).port), '127.0.0.1', () =>
      socket.write(`${method} ${target} HTTP/1.1\r\nHost: lab.example\r\nConnection: close\r\n${more}\r\n`),
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

test('a name is found however its letters are written', async () => {
  const hackathon = await makeHackathon(world.db);
  const { slug } = hackathon;
  const [team, other] = [await makeTeam(world.db, hackathon), await makeTeam(world.db, hackathon)];
  const written = (name: string) => `%${name.charCodeAt(0).toString(16)}${name.slice(1)}`;
  expect(placeOf(`/teams/${written(team.id)}/room`)).toEqual({ slug: null, team: team.id });
  for (const name of ['%', '%f', '%ff', '%2e%2e', 'a%2fb', 'a'.repeat(101), '%61'.repeat(101)])
    expect([name, placeOf(`/hackathons/${name}`)]).toEqual([name, { slug: null, team: null }]);
  const member = await world.as(team.members[0]!.login);
  expect((await member.get(`/hackathons/${written(slug)}/teams`)).status).toBe(200);
  const pages = [other.id, written(other.id)].map(async (id) => (await member.get(`/teams/${id}`)).text);
  const [plain, odd] = (await Promise.all(pages)).map((text) =>
    text.replace(/%[0-9a-f]{2}/g, (sign) => decodeURIComponent(sign)),
  );
  expect(odd).toBe(plain);
});

test('an address that cannot be read is no fault of ours', async () => {
  const odd = ['//', '//[', '/\\\\', '//x:y/?lang=nl', '/login?%&lang=%', '/login?lang=nl#['];
  const statuses = await Promise.all(odd.map((target) => statusOf(target)));
  expect(statuses).toEqual(['200', '404', '404', '404', '200', '200']);
  const from = (referer: string) =>
    statusOf(
      '/login',
      'POST',
      `Sec-Fetch-Site: same-origin\r\nReferer: ${referer}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 0\r\n`,
    );
  for (const referer of ['http://x//', 'http://x//[', 'http://x/\\', 'nowhere'])
    expect([referer, await from(referer)]).toEqual([referer, '422']);
  expect(world.logged.filter((line) => /"level":[56]0/.test(line))).toEqual([]);
});
