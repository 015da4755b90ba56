// Each act tells whom it concerns, and nobody else: never whoever did it, never a stranger.

import { NOTICE_KINDS } from '../../../src/features/notices/notices.tables';
import { noticeText } from '../../../src/features/notices/notices.text';
import { readCatalogues } from '../../../src/i18n/locales';
import {
  type MadeHackathon,
  type MadePerson,
  type MadeTeam,
  makeAdviser,
  makeHackathon,
  makePerson,
  makeRole,
  makeTeam,
} from '../../support/factories';
import { makeJudged } from '../../support/judged';
import { type Agent, createWorld, type World } from '../../support/world';

let world: World;
let hackathon: MadeHackathon;
let stranger: MadePerson;

beforeAll(async () => {
  world = await createWorld();
  hackathon = await makeHackathon(world.db);
  stranger = await makeRole(world.db, hackathon, 'participant');
});
afterAll(() => world.close());
beforeEach(() => world.db('notices').delete());
afterEach(async () => {
  expect(await told(stranger)).toEqual([]);
});

const told = (person: MadePerson): Promise<string[]> =>
  world.db('notices').where({ person_id: person.id }).orderBy('kind').pluck('kind');

const signedIn = new Map<string, Promise<Agent>>();

/** One sign-in a person: each costs a password hash. */
function as({ login }: MadePerson): Promise<Agent> {
  const known = signedIn.get(login) ?? world.as(login);
  signedIn.set(login, known);
  return known;
}

async function send(person: MadePerson, path: string, body: object = {}) {
  const agent = await as(person);
  const answer = await agent.post(path).type('form').set('Accept', 'application/json').send(body);
  expect(`${path} ${answer.status} ${answer.text}`).toMatch(/ 20[01] /);
  return answer.body as { id: string; location: string };
}

/** A team of two with an expert who advises it. */
async function team(joining: 'open' | 'request' | 'invite' = 'request') {
  const made = await makeTeam(world.db, hackathon, { size: 2, joining });
  const [captain, member] = made.members as [MadePerson, MadePerson];
  return { ...made, captain, member };
}

const newcomer = () => makeRole(world.db, hackathon, 'participant');

test('every kind has a sentence in every language', () => {
  for (const [tag, catalogue] of Object.entries(readCatalogues())) {
    const known = Object.keys((catalogue.notices as { kind: object }).kind).map((key) =>
      key.replace(/_(zero|one|two|few|many|other)$/, ''),
    );
    expect([tag, NOTICE_KINDS.filter((kind) => !known.includes(kind))]).toEqual([tag, []]);
  }
});

test('asking to join, yes and no', async () => {
  const { id, captain, member } = await team();
  const [first, second] = [await newcomer(), await newcomer()];
  const asked = await send(first, `/teams/${id}/requests`);
  expect([await told(captain), await told(member), await told(first)]).toEqual([['asked'], [], []]);
  await send(captain, `/requests/${asked.id}/acceptance`);
  expect([await told(captain), await told(member), await told(first)]).toEqual([
    ['asked'],
    ['joined'],
    ['requestAccepted'],
  ]);
  const again = await send(second, `/teams/${id}/requests`);
  await send(captain, `/requests/${again.id}/refusal`);
  expect(await told(second)).toEqual(['requestRefused']);
  expect(await told(member)).toEqual(['joined']);
});

test('leaving, a new captain by hand or by leaving, and the name of whoever left goes with them', async () => {
  const { id, captain, member } = await team();
  await send(captain, `/teams/${id}/captaincy`, { member: member.id });
  expect([await told(captain), await told(member)]).toEqual([[], ['captain']]);
  await send(member, `/teams/${id}/departure`);
  expect([await told(captain), await told(member)]).toEqual([['captain', 'left'], ['captain']]);
  const agent = await as(captain);
  expect((await agent.get('/notices')).text).toContain(member.display_name);
  await world.db('people').where({ id: member.id }).update({ display_name: 'Another name' });
  const page = (await agent.get('/notices')).text;
  expect(page).toContain('Another name left your team');
  expect(page).not.toContain(member.display_name);
});

test('an organiser places somebody, or gives a team more time', async () => {
  const { id, captain, member } = await team('invite');
  const lonely = await newcomer();
  await send(hackathon.organiser, `/hackathons/${hackathon.slug}/placements`, {
    person: lonely.id,
    team: id,
  });
  expect([await told(lonely), await told(captain), await told(member)]).toEqual([
    ['placed'],
    ['joined'],
    ['joined'],
  ]);
  await world.db('notices').delete();
  const until = new Date(Date.now() + 5 * 24 * 3_600_000).toISOString().slice(0, 16);
  await send(hackathon.organiser, `/teams/${id}/extensions`, {
    phase: 'drafting',
    until,
    reason: 'Illness.',
  });
  expect([await told(lonely), await told(captain), await told(hackathon.organiser)]).toEqual([
    ['extended'],
    ['extended'],
    [],
  ]);
});

test('help that comes, goes back, and is done', async () => {
  const { id, captain, member } = await team();
  const expert = await makeRole(world.db, hackathon, 'expert');
  const help = await send(captain, `/teams/${id}/help-requests`, {
    topic: 'Money',
    language: 'en',
    details: '',
  });
  await send(expert, `/help-requests/${help.id}/claim`);
  await send(expert, `/help-requests/${help.id}/release`);
  await send(expert, `/help-requests/${help.id}/claim`);
  await send(expert, `/help-requests/${help.id}/completion`, { note: 'Ask the town.' });
  const all = ['helpAnswered', 'helpClaimed', 'helpClaimed', 'helpReleased'];
  expect([await told(captain), await told(member), await told(expert)]).toEqual([all, all, []]);
  const next = await send(captain, `/teams/${id}/help-requests`, {
    topic: 'Law',
    language: 'en',
    details: '',
  });
  await send(expert, `/help-requests/${next.id}/claim`);
  await send(member, `/help-requests/${next.id}/completion`, { note: '' });
  expect(await told(expert)).toEqual(['helpAgain', 'helpDone']);
  const kept = JSON.stringify(await world.db('notices').select());
  expect(kept).not.toContain('Ask the town');
});

test('the last who leaves a team tells the expert that help is over', async () => {
  const lonely = await makeTeam(world.db, hackathon, { size: 1 });
  const expert = await makeRole(world.db, hackathon, 'expert');
  const [only] = lonely.members as [MadePerson];
  const help = await send(only, `/teams/${lonely.id}/help-requests`, {
    topic: 'X',
    language: 'en',
    details: '',
  });
  await send(expert, `/help-requests/${help.id}/claim`);
  await send(only, `/teams/${lonely.id}/departure`);
  expect(await told(expert)).toEqual(['helpCancelled']);
});

test('advice and its answer', async () => {
  const { id, captain, member }: MadeTeam & { captain: MadePerson; member: MadePerson } = await team();
  const expert = await makeAdviser(world.db, hackathon, { id } as MadeTeam);
  const agent = await as(captain);
  const { submission } = (await agent.get(`/teams/${id}/submission.json`)).body;
  const advice = await send(expert, `/submissions/${submission.id}/feedback`, {
    section: 'problem',
    kind: 'question',
    body: 'Words of the expert.',
  });
  await send(member, `/feedback/${advice.id}/answer`, { answer: 'taken', because: 'Words of the team.' });
  expect([await told(captain), await told(member), await told(expert)]).toEqual([
    ['feedbackWritten'],
    ['feedbackWritten'],
    ['feedbackAnswered'],
  ]);
  const kept = JSON.stringify(await world.db('notices').select());
  expect(kept).not.toMatch(/Words of/);
});

test('moved dates reach every role once, in few statements, with old and new in the zone of the hackathon', async () => {
  const big = await makeHackathon(world.db);
  const people = await Promise.all(
    Array.from({ length: 20 }, (_, index) => makeRole(world.db, big, index % 2 ? 'participant' : 'expert')),
  );
  await world.db('phases').where({ hackathon_id: big.id, key: 'drafting' }).update({
    opens_at: '2027-01-04T08:00:00Z',
    closes_at: '2027-01-06T17:00:00Z',
  });
  let statements = 0;
  const counted = ({ sql }: { sql: string }) => {
    if (/notices/.test(sql) && /insert/.test(sql)) statements += 1;
  };
  world.db.on('query', counted);
  await send(big.organiser, `/hackathons/${big.slug}/phases/drafting`, {
    closes_at: '2027-01-08T18:00',
    reason: 'Snow.',
  });
  world.db.removeListener('query', counted);
  expect(statements).toBe(1);
  for (const person of people) expect(await told(person)).toEqual(['datesMoved']);
  expect(await told(big.organiser)).toEqual([]);
  const [notice] = await world.db('notices').where({ person_id: people[0]!.id });
  expect(noticeText({ ...notice, about: null }, 'en')).toMatch(
    /“Write”: the dates moved\. New: 4 January at 09:00 to 8 January at 18:00\. Before: 4 January at 09:00 to 6 January at 18:00 \(Brussels time\)/,
  );
  expect(noticeText({ ...notice, about: null }, 'ar')).toContain('8 يناير في 18:00');
});

test('welcome after a question, and who accepted an invitation to a role', async () => {
  const [asks, invited] = [await makePerson(world.db), await makePerson(world.db)];
  await send(asks, `/hackathons/${hackathon.slug}/participation`, { age: 'above' });
  const question = await world.db('participation_questions').where({ person_id: asks.id }).first();
  await send(
    hackathon.organiser,
    `/hackathons/${hackathon.slug}/participation-questions/${question.id}/decision`,
    {
      decision: 'welcome',
    },
  );
  const link = await send(hackathon.organiser, `/hackathons/${hackathon.slug}/invitations`, {
    role: 'moderator',
  });
  await send(invited, `${link.location}/acceptance`);
  expect([await told(asks), await told(invited), await told(hackathon.organiser)]).toEqual([
    ['welcomed'],
    [],
    ['roleAccepted'],
  ]);
});

test('results reach everybody, a proposal its authority, the answer the team and who asked', async () => {
  const judged = await makeJudged(world.db, [
    [
      [4, 4],
      [3, 4],
    ],
    [
      [2, 2],
      [3, 2],
    ],
  ]);
  const home = judged.hackathon;
  const authority = await makeRole(world.db, home, 'authority', 'The city');
  await send(home.organiser, `/hackathons/${home.slug}/results/publication`);
  const [winner, other] = judged.teams;
  for (const person of [authority, judged.jurors[0]!, winner!.members[0]!, other!.members[1]!])
    expect(await told(person)).toEqual(['resultsPublished']);
  await world
    .db('phases')
    .where({ hackathon_id: home.id, key: 'follow-up' })
    .update({
      opens_at: new Date(Date.now() - 1000),
      closes_at: new Date(Date.now() + 100_000_000),
    });
  const sent = await send(home.organiser, `/submissions/${winner!.submission}/recommendation`, {
    authority: authority.id,
  });
  await send(authority, `/recommendations/${sent.id}/answer`, { decision: 'partly', reason: 'Next year.' });
  expect(await told(authority)).toEqual(['recommendationAsked', 'resultsPublished']);
  expect(await told(winner!.members[1]!)).toEqual(['recommendationAnswered', 'resultsPublished']);
  expect(await told(other!.members[0]!)).toEqual(['resultsPublished']);
  expect(await told(home.organiser)).toEqual(['recommendationAnswered']);
});

test('jurors hear how many proposals they got, in one notice', async () => {
  const judged = await makeJudged(world.db, [[null], [null]]);
  const home = judged.hackathon;
  await world
    .db('phases')
    .where({ hackathon_id: home.id, key: 'judging' })
    .update({
      opens_at: new Date(Date.now() - 1000),
      closes_at: new Date(Date.now() + 100_000_000),
    });
  await world
    .db('phases')
    .where({ hackathon_id: home.id, key: 'deliberation' })
    .update({
      opens_at: new Date(Date.now() + 200_000_000),
      closes_at: new Date(Date.now() + 300_000_000),
    });
  await send(home.organiser, `/hackathons/${home.slug}/assignments`, { balanced: '1' });
  const [juror] = judged.jurors;
  expect(await told(juror!)).toEqual(['sheetsAssigned']);
  const notice = await world.db('notices').where({ person_id: juror!.id }).first();
  expect(notice.params.count).toBe(2);
  expect(noticeText({ ...notice, about: null }, 'ar')).toContain('اقتراحان ينتظران قراءتك');
});
