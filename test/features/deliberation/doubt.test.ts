// A conflict that comes up after an award: the chair reads on whose words it stood, confirms it or takes it back.
import { setPhases } from '../../support/factories';
import { type MadeRound, makeAgreedRound } from '../../support/made-round';
import { type Agent, createWorld, type World } from '../../support/world';

let world: World;
let round: MadeRound;
let juror: Agent;
let organiser: Agent;
beforeAll(async () => {
  world = await createWorld();
  round = await makeAgreedRound(world.db);
  juror = await world.as(round.jurors[0]!.login);
  organiser = await world.as(round.hackathon.organiser.login);
});
afterAll(() => world.close());

const json = (agent: Agent, path: string, fields: Record<string, string> = {}) =>
  agent.post(path).type('form').set('Accept', 'application/json').send(fields);
const table = () => `/hackathons/${round.hackathon.slug}/deliberation`;
const HEADING = 'A conflict came up after this award.';

async function awarded(name: string, kind: 'place' | 'mention', n: number): Promise<string> {
  const prizes = `/hackathons/${round.hackathon.slug}/prizes`;
  const { id } = (await json(organiser, prizes, { 'name[en]': name, kind })).body;
  const given = { submission: round.submissions[n]!.id, reason: `Reason of ${name}.` };
  return (await json(juror, `/prizes/${id}/awards`, given)).body.id;
}

async function knows(n: number, team: number): Promise<void> {
  await world.db('advisers').insert({
    team_id: round.submissions[team]!.team.id,
    person_id: round.jurors[n]!.id,
    since: new Date(),
  });
}

test('the chair alone reads who, confirms, and another conflict is told again', async () => {
  const award = await awarded('First prize', 'place', 0);
  const standsOn = async () =>
    (await world.db('prize_awards').where({ id: award }).first()).stands_on as string[];
  expect(await standsOn()).toEqual(round.jurors.map((one) => one.id).sort());
  expect((await organiser.get(table())).text).not.toContain(HEADING);
  await knows(2, 0);
  const page = (await organiser.get(table())).text;
  expect(page).toContain(HEADING);
  expect(page).toContain(`${round.jurors[2]!.display_name}: knows somebody in this team.`);
  expect((await juror.get(table())).text).not.toContain(HEADING);
  const confirmation = `/prize-awards/${award}/confirmation`;
  expect((await json(juror, confirmation)).status).toBe(404);
  expect((await json(organiser, confirmation, { reason: 'x' })).status).toBe(422);
  expect((await json(organiser, confirmation)).status).toBe(200);
  expect(await standsOn()).not.toContain(round.jurors[2]!.id);
  expect(await standsOn()).toContain(round.hackathon.organiser.id);
  expect((await organiser.get(table())).text).not.toContain(HEADING);
  await knows(1, 0);
  expect((await organiser.get(table())).text).toContain(`${round.jurors[1]!.display_name}: knows`);
  expect((await json(organiser, `/prize-awards/${award}/removal`)).status).toBe(200);
});

test('a conflict that was known before an award is no doubt about it', async () => {
  await knows(1, 1);
  await awarded('For the youngest', 'mention', 1);
  expect((await organiser.get(table())).text).not.toContain(HEADING);
});

test('where the order no longer carries a prize it cannot be confirmed, only taken back', async () => {
  const prize = await world.db('prizes').where({ kind: 'place' }).first('id');
  const given = { submission: round.submissions[0]!.id, reason: 'Once more.' };
  const answer = await json(juror, `/prizes/${prize.id}/awards`, given);
  expect(answer.status).toBe(201);
  const award = answer.body.id;
  // The only sheet of it that still counted.
  await knows(0, 0);
  const page = (await organiser.get(table())).text;
  expect(page).toContain('no longer carries this prize');
  expect(page).not.toContain(`/prize-awards/${award}/confirmation`);
  const refused = await json(organiser, `/prize-awards/${award}/confirmation`);
  expect([refused.status, refused.body.error]).toEqual([409, 'deliberation.refused.outside']);
});

test('before the jury meets nobody confirms anything, and nobody learns of awards', async () => {
  await setPhases(world.db, round.hackathon.id, ['judging']);
  const { id } = await world.db('prize_awards').first('id');
  expect((await json(organiser, `/prize-awards/${id}/confirmation`)).status).toBe(403);
  expect((await json(world.visitor(), `/prize-awards/${id}/confirmation`)).status).toBe(401);
});
