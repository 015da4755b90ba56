// Help that finds its people: topics in one tap, what fits an expert, honest waiting times, escalation once,
// notes that become advice, ratings that name nobody, figures by language.
import { escalateWaiting } from '../../../src/features/help/help.upkeep';
import { newId } from '../../../src/ids';
import {
  type MadeHackathon,
  type MadePerson,
  type MadeTeam,
  makeHackathon,
  makeRole,
  makeTeam,
} from '../../support/factories';
import { type Agent, createWorld, type World } from '../../support/world';

let world: World;
let hackathon: MadeHackathon;
let expert: MadePerson;
let agent: Agent;

beforeAll(async () => {
  world = await createWorld();
  hackathon = await makeHackathon(world.db);
  expert = await makeRole(world.db, hackathon, 'expert');
  agent = await world.as(expert.login);
});
afterAll(() => world.close());

const MINUTE = 60_000;
const ago = (minutes: number) => new Date(Date.now() - minutes * MINUTE);

const post = (who: Agent, path: string, fields: object = {}) =>
  who.post(path).type('form').set('Accept', 'application/json').send(fields);

async function asked(
  fields: object = { about: 'cost', language: 'en' },
  within: MadeHackathon = hackathon,
): Promise<{ team: MadeTeam; member: Agent; id: string }> {
  const team = await makeTeam(world.db, within);
  const member = await world.as(team.members[0]!.login);
  const answer = await post(member, `/teams/${team.id}/help-requests`, fields);
  expect(answer.status).toBe(201);
  return { team, member, id: answer.body.id };
}

/** Until somebody waits for a row that another transaction holds. */
async function waitsForLock(): Promise<void> {
  const waiting =
    "select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
  while ((await world.db.raw(waiting)).rows[0].n === 0)
    await new Promise((resolve) => setTimeout(resolve, 10));
}

const kindsOf = (person: MadePerson, kind: string) =>
  world.db('notices').where({ person_id: person.id, kind }).pluck('href');

async function finished(note: object = {}) {
  const made = await asked();
  await post(agent, `/help-requests/${made.id}/claim`);
  const done = await post(agent, `/help-requests/${made.id}/completion`, note);
  expect(done.status).toBe(200);
  return made;
}

/** Requests that were answered long ago, straight into the table. */
async function answeredBefore(within: MadeHackathon, language: string, waits: number[]): Promise<void> {
  const team = await makeTeam(world.db, within);
  const helper = await makeRole(world.db, within, 'expert');
  await world.db('help_requests').insert(
    waits.map((minutes, n) => ({
      id: newId(),
      team_id: team.id,
      hackathon_id: within.id,
      topic: 'Earlier',
      language,
      details: '',
      state: 'done',
      asked_by: team.members[0]!.id,
      asked_at: ago(5_000 + n + minutes),
      claimed_by: helper.id,
      claimed_at: ago(5_000 + n),
      ended_at: ago(5_000 + n - 20),
    })),
  );
}

test('a ready topic is one tap, read in the language of whoever reads; own words stay as they are', async () => {
  const { team, member, id } = await asked({ about: 'cost', language: 'nl', urgency: 'urgent' });
  const row = await world.db('help_requests').where({ id }).first();
  expect(row).toMatchObject({ topic: 'What it costs', about: 'cost', urgency: 'urgent', language: 'nl' });
  expect((await member.get(`/teams/${team.id}/room`)).text).toContain('What it costs');
  expect((await member.get(`/teams/${team.id}/room?lang=nl`)).text).toContain('Wat het kost');
  const own = await asked({ about: 'cost', topic: 'Our hall', language: 'en' });
  expect((await own.member.get(`/teams/${own.team.id}/room`)).text).toContain('Our hall');
  for (const wrong of [{ about: 'money' }, {}, { about: 'cost', urgency: 'very' }]) {
    const other = await makeTeam(world.db, hackathon);
    const path = `/teams/${other.id}/help-requests`;
    const answer = await post(await world.as(other.members[0]!.login), path, { language: 'en', ...wrong });
    expect(answer.status).toBe(422);
  }
});

test('what fits an expert comes first: language and topic, or a team they helped before; urgent ones lead', async () => {
  const own = await makeHackathon(world.db);
  const helper = await makeRole(world.db, own, 'expert');
  const reader = await world.as(helper.login);
  const offer = (fields: object) => post(reader, `/hackathons/${own.slug}/help-offer`, fields);
  expect((await offer({ topics: ['cost'], languages: ['en', 'ar'] })).status).toBe(200);
  expect((await offer({ topics: ['cost'] })).status).toBe(422);
  expect((await offer({ topics: ['origin'], languages: 'en' })).status).toBe(422);
  const known = await makeTeam(world.db, own);
  await world.db('help_requests').insert({
    id: newId(),
    team_id: known.id,
    hackathon_id: own.id,
    topic: 'Earlier',
    language: 'en',
    details: '',
    state: 'done',
    asked_by: known.members[0]!.id,
    asked_at: ago(900),
    claimed_by: helper.id,
    claimed_at: ago(890),
    ended_at: ago(880),
  });
  const ask = async (team: MadeTeam, fields: object, minutes: number) => {
    const member = await world.as(team.members[0]!.login);
    const { body } = await post(member, `/teams/${team.id}/help-requests`, fields);
    await world
      .db('help_requests')
      .where({ id: body.id })
      .update({ asked_at: ago(minutes) });
    return body.id as string;
  };
  const other = await ask(await makeTeam(world.db, own), { about: 'stuck', language: 'nl' }, 9);
  const cost = await ask(await makeTeam(world.db, own), { about: 'cost', language: 'ar' }, 8);
  const before = await ask(known, { about: 'stuck', language: 'en' }, 7);
  const urgent = await ask(
    await makeTeam(world.db, own),
    { about: 'cost', language: 'en', urgency: 'urgent' },
    1,
  );
  const page = (await reader.get(`/hackathons/${own.slug}/help-requests`)).text;
  const places = [urgent, cost, before, other].map((id) => page.indexOf(`/help-requests/${id}/claim`));
  expect(places.every((place) => place > 0)).toBe(true);
  expect([...places].sort((a, b) => a - b)).toEqual(places);
  expect(page).toContain('You helped this team before');
  const json = (await reader.get(`/hackathons/${own.slug}/help-requests.json`)).body.requests;
  expect(json.map((one: { id: string }) => one.id)).toEqual([other, cost, before, urgent]);
  expect(json[2].fit).toEqual({ language: true, topic: false, before: true });
  expect(await kindsOf(helper, 'helpAgain')).toHaveLength(1);
  const organiser = await world.as(own.organiser.login);
  expect((await post(organiser, `/hackathons/${own.slug}/help-offer`, { languages: 'en' })).status).toBe(403);
});

test('how long it takes is said only when enough were answered, and “longer” when it is', async () => {
  const own = await makeHackathon(world.db);
  const { team, member, id } = await asked({ about: 'cost', language: 'en' }, own);
  const room = async () => (await member.get(`/teams/${team.id}/room`)).text;
  await answeredBefore(own, 'en', [4, 6, 8, 10]);
  await answeredBefore(own, 'nl', [100, 100, 100, 100, 100]);
  expect(await room()).toContain('We do not know yet how long it takes.');
  await answeredBefore(own, 'en', [300]);
  expect(await room()).toContain('Half of the teams wait at most 8 minutes.');
  await world
    .db('help_requests')
    .where({ id })
    .update({ asked_at: ago(9) });
  expect(await room()).toContain('It takes longer than usual.');
});

test('organisers hear once of a team that waits too long, of urgent ones sooner, however many look', async () => {
  const own = await makeHackathon(world.db);
  const [slow, urgent, fresh] = [
    await asked({ about: 'cost', language: 'en' }, own),
    await asked({ about: 'cost', language: 'en', urgency: 'urgent' }, own),
    await asked({ about: 'cost', language: 'en' }, own),
  ];
  for (const [{ id }, minutes] of [
    [slow, 31],
    [urgent, 11],
    [fresh, 11],
  ] as const)
    await world
      .db('help_requests')
      .where({ id })
      .update({ asked_at: ago(minutes) });
  const counts = await Promise.all([1, 2, 3].map(() => escalateWaiting(world.deps)));
  expect(counts.reduce((a, b) => a + b)).toBe(2);
  expect(await escalateWaiting(world.deps)).toBe(0);
  expect(await kindsOf(own.organiser, 'teamWaits')).toEqual(
    [1, 2].map(() => `/hackathons/${own.slug}/help-requests`),
  );
  const helper = await world.as((await makeRole(world.db, own, 'expert')).login);
  await post(helper, `/help-requests/${slow.id}/claim`);
  await post(helper, `/help-requests/${slow.id}/release`);
  expect(await escalateWaiting(world.deps)).toBe(0);
  const page = (await (await world.as(own.organiser.login)).get(`/hackathons/${own.slug}/help-requests`))
    .text;
  expect(page.match(/Waits too long/g)).toHaveLength(2);
});

test('the note of the expert becomes advice on a part, which the team answers', async () => {
  const { team, member, id } = await asked();
  await post(agent, `/help-requests/${id}/claim`);
  const path = `/help-requests/${id}/completion`;
  const long = await agent
    .post(path)
    .type('form')
    .send({ note: 'x'.repeat(2001), section: 'cost' });
  expect([long.status, long.text.includes('x'.repeat(2001))]).toEqual([422, true]);
  expect((await post(member, path, { note: 'Mine', section: 'cost' })).status).toBe(403);
  expect((await post(agent, path, { note: 'Hi', section: 'weather' })).status).toBe(422);
  expect((await post(agent, path, { note: 'Ask for two offers.', section: 'cost' })).status).toBe(200);
  const item = await world.db('feedback_items').where({ by_id: expert.id }).first();
  expect(item).toMatchObject({ section: 'cost', kind: 'suggestion', body: 'Ask for two offers.' });
  const bodies = await world
    .db('entries')
    .join('rooms', 'rooms.id', 'entries.room_id')
    .where({ team_id: team.id })
    .orderBy('seq')
    .pluck('body');
  expect(bodies).toEqual(['help.asked', 'help.claimed', 'help.advised']);
  expect(await kindsOf(team.members[1]!, 'feedbackWritten')).toHaveLength(1);
  expect(await kindsOf(team.members[1]!, 'helpDone')).toHaveLength(0);
  expect((await post(member, `/feedback/${item.id}/answer`, { answer: 'taken', because: '' })).status).toBe(
    200,
  );
  const desk = (await agent.get(`/hackathons/${hackathon.slug}/rooms`)).text;
  expect(desk).toContain('1 answer to your advice');
});

test('of two who end a request at once one does, and there is one piece of advice', async () => {
  const { id } = await asked();
  await post(agent, `/help-requests/${id}/claim`);
  const before = await world.db('feedback_items').where({ by_id: expert.id });
  const answers = await Promise.all(
    [1, 2].map(() => post(agent, `/help-requests/${id}/completion`, { note: 'Twice?', section: 'cost' })),
  );
  expect(answers.map((one) => one.status).sort()).toEqual([200, 409]);
  expect(await world.db('feedback_items').where({ by_id: expert.id })).toHaveLength(before.length + 1);
});

test('each member rates once in one tap; the expert hears thanks and never who did not thank', async () => {
  const { team, member, id } = await finished();
  const path = `/help-requests/${id}/rating`;
  const room = `/teams/${team.id}/room`;
  expect((await member.get(room)).text).toContain(path);
  expect((await agent.get(room)).text).not.toContain(path);
  const [, second] = team.members;
  const other = await world.as(second!.login);
  expect((await post(other, path, { rating: 'not' })).status).toBe(200);
  expect(await kindsOf(expert, 'thanked')).toHaveLength(0);
  expect((await post(member, path, { rating: 'little' })).status).toBe(200);
  expect((await post(member, path, { rating: 'helped' })).status).toBe(200);
  expect((await post(other, path, { rating: 'helped' })).status).toBe(200);
  expect((await post(other, path, { rating: 'not' })).status).toBe(200);
  expect(await kindsOf(expert, 'thanked')).toEqual([room]);
  expect((await member.get(room)).text).not.toContain(path);
  expect(await world.db('help_ratings').where({ help_id: id }).orderBy('rating').pluck('rating')).toEqual([
    'helped',
    'not',
  ]);
  const desk = (await agent.get(`/hackathons/${hackathon.slug}/help-requests`)).text;
  expect(desk).toContain('1 person says: it helped.');
  expect(desk).not.toContain('not this time');
  const stranger = await world.as((await makeTeam(world.db, hackathon)).members[0]!.login);
  for (const [who, status] of [
    [agent, 403],
    [stranger, 404],
    [await world.as(hackathon.organiser.login), 404],
  ] as const)
    expect((await post(who, path, { rating: 'helped' })).status).toBe(status);
  expect((await post(member, path, { rating: 'great' })).status).toBe(422);
  const open = await asked();
  const early = await post(open.member, `/help-requests/${open.id}/rating`, { rating: 'helped' });
  expect([early.status, early.body.error]).toEqual([409, 'mentoring.refused.notDone']);
});

test('organisers see times by language; what is fewer than five is not told, nor given away by the sum', async () => {
  const own = await makeHackathon(world.db);
  const organiser = await world.as(own.organiser.login);
  const page = async () => (await organiser.get(`/hackathons/${own.slug}/help-figures`)).text;
  expect(await page()).toContain('No questions yet.');
  await answeredBefore(own, 'en', [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  await answeredBefore(own, 'ar', [50, 50, 50, 50]);
  const text = await page();
  expect(text).toContain('Half waited at most 5 minutes, nine of ten at most 9 minutes.');
  expect(text).toContain('Half of the helps took at most 20 minutes');
  expect(text).toContain('Questions: fewer than five.');
  expect(text).not.toContain('50 minutes');
  expect(text).not.toContain('All languages');
  await answeredBefore(own, 'nl', [1]);
  expect(await page()).toContain('15 questions.');
  const helper = await world.as((await makeRole(world.db, own, 'expert')).login);
  expect((await helper.get(`/hackathons/${own.slug}/help-figures`)).status).toBe(403);
  expect((await agent.get(`/hackathons/${own.slug}/help-figures`)).status).toBe(403);
});

test('experts are named with field and organisation, and read when the team rests', async () => {
  const { team, member, id } = await asked();
  await world
    .db('roles')
    .where({ person_id: expert.id, role: 'expert' })
    .update({ subject: 'City money', organisation: 'Town of Lakes' });
  await post(agent, `/help-requests/${id}/claim`);
  const room = `/teams/${team.id}/room`;
  expect((await member.get(room)).text).toContain('Expert: City money · Town of Lakes');
  await world.db('teams').where({ id: team.id }).update({ quiet_from: '00:00', quiet_until: '23:59:59' });
  expect((await agent.get(room)).text).toContain('The team rests until 23:59.');
  expect((await member.get(room)).text).not.toContain('The team rests');
  const { body } = await agent.get(`/teams/${team.id}/room.json`);
  expect((await post(agent, `/rooms/${body.room.id}/messages`, { body: 'For tomorrow.' })).status).toBe(201);
});

test('an expert reads what is new in each team and what was promised', async () => {
  const { team, member, id } = await asked();
  await post(agent, `/help-requests/${id}/claim`);
  const { body } = await agent.get(`/teams/${team.id}/room.json`);
  await agent.get(`/teams/${team.id}/room`);
  await post(agent, `/rooms/${body.room.id}/messages`, { body: 'Hello.' });
  for (const word of ['One', 'Two']) await post(member, `/rooms/${body.room.id}/messages`, { body: word });
  const page = (await agent.get(`/hackathons/${hackathon.slug}/help-requests`)).text;
  const promised = page.slice(page.indexOf('Answers you promised'));
  expect(promised).toContain(team.name);
  expect(page).toContain('2 new messages');
  expect(page).toContain('The team wrote after you');
});

test('who changes their mind again and again thanks an expert once', async () => {
  const { member, id } = await finished();
  const before = (await kindsOf(expert, 'thanked')).length;
  for (const rating of ['helped', 'little', 'helped', 'not', 'helped'])
    expect((await post(member, `/help-requests/${id}/rating`, { rating })).status).toBe(200);
  expect(await kindsOf(expert, 'thanked')).toHaveLength(before + 1);
});

test('an expert who ends a request that somebody else just took ends nothing', async () => {
  const { team, id } = await asked();
  const other = await makeRole(world.db, hackathon, 'expert');
  await post(agent, `/help-requests/${id}/claim`);
  const trx = await world.db.transaction();
  await trx('help_requests').where({ id }).forUpdate();
  const ending = post(agent, `/help-requests/${id}/completion`, { note: 'Mine' }).then((answer) => answer);
  await waitsForLock();
  await trx('help_requests').where({ id }).update({ claimed_by: other.id });
  await trx.commit();
  expect((await ending).status).toBe(409);
  expect(await world.db('help_requests').where({ id }).first('state', 'claimed_by')).toEqual({
    state: 'claimed',
    claimed_by: other.id,
  });
  const room = await world.db('rooms').where({ team_id: team.id }).first('id');
  expect(await world.db('entries').where({ room_id: room.id, kind: 'message' })).toEqual([]);
});
