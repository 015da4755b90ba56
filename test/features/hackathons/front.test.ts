// The front page: which hackathon it shows, one lamp for each reader, and what stands there without any.
import { makeHackathon, makePerson, makeRole, makeTeam, setPhases } from '../../support/factories';
import { createWorld, type World } from '../../support/world';

let world: World;

beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

const lamps = (html: string) => html.split('class="lit"').length - 1;

test('without an open hackathon it explains itself, and hidden ones stay hidden', async () => {
  await makeHackathon(world.db, { slug: 'hidden-city', opened: false });
  for (const lang of ['en', 'nl', 'ar']) {
    const page = await world.visitor().get(`/?lang=${lang}`);
    expect(page.status).toBe(200);
    expect(page.text).toContain('href="/sign-up"');
    expect(page.text).not.toContain('hidden-city');
    expect(lamps(page.text)).toBe(1);
  }
});

test('it shows the hackathon that can be joined, with its questions, counts and one lamp', async () => {
  const over = await makeHackathon(world.db, { slug: 'old-city', open: ['follow-up'] });
  const judged = await makeHackathon(world.db, { slug: 'judged-city', open: ['judging'] });
  const running = await makeHackathon(world.db, { slug: 'open-city', open: ['teams'], seats: [2, 5] });
  await world.db('hackathons').whereIn('id', [over.id, judged.id]).update({ starts_on: '2026-12-01' });
  await makeTeam(world.db, running, { size: 3 });
  await makeTeam(world.db, running, { size: 2 });
  const { text } = await world.visitor().get('/');
  expect(text).toContain(`/hackathons/open-city/challenges/${running.challenge.slug}`);
  expect(text).toContain('2 teams, 5 free seats');
  expect(text).toContain('Are you 19 to 26? Take part.');
  expect(text).toContain('See 2 more hackathons');
  expect(lamps(text)).toBe(1);
});

test('whoever has a role is led to the desk, whoever has none to the one question', async () => {
  const running = { slug: 'open-city' };
  const stranger = await world.as((await makePerson(world.db)).login);
  expect((await stranger.get('/')).text).toContain(`href="/hackathons/${running.slug}/participation"`);
  const hackathon = await world.db('hackathons').where({ slug: running.slug }).first();
  const organiser = await world.db('people').where({ id: hackathon.founded_by }).first();
  const expert = await makeRole(world.db, { ...hackathon, organiser }, 'expert');
  expect((await (await world.as(expert.login)).get('/')).text).toContain('href="/desk"');
});

test('when joining is over nothing pretends that it is not', async () => {
  const hackathon = await world.db('hackathons').where({ slug: 'open-city' }).first();
  await setPhases(world.db, hackathon.id, ['drafting']);
  const { text } = await world.visitor().get('/hackathons/open-city');
  expect(lamps(text)).toBe(0);
  expect(text).toContain('You cannot join this hackathon now.');
});
