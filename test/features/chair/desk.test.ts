// The chair's desk: progress for organisers, reminders once a day, and scores that nobody else finds.
import { makeRole, setPhases } from '../../support/factories';
import { type MadeRound, makeRound, makeSheet } from '../../support/made-round';
import { createWorld, type World } from '../../support/world';

let world: World;
let round: MadeRound;
let sheets: string[];
beforeAll(async () => {
  world = await createWorld();
  round = await makeRound(world.db, { teams: 3, jurors: 4 });
  const [strict, mild, open, skips] = round.jurors;
  const scores: [number, typeof strict, number[]][] = [
    [0, strict, [1, 1]],
    [0, mild, [5, 5]],
    [1, strict, [2, 2]],
    [1, mild, [3, 3]],
    [2, strict, [1, 2]],
    [2, mild, [4, 4]],
  ];
  sheets = [];
  for (const [team, juror, given] of scores)
    sheets.push(
      await makeSheet(world.db, round, round.submissions[team]!, juror!, {
        scores: given,
        feedback: 'It is good. Go on.',
        handedIn: true,
      }),
    );
  sheets.push(await makeSheet(world.db, round, round.submissions[0]!, open!));
  const skipped = await makeSheet(world.db, round, round.submissions[1]!, skips!);
  await world
    .db('sheets')
    .where({ id: skipped })
    .update({ skipped_at: new Date(), skip_reason: 'I wait for a colleague.' });
});
afterAll(() => world.close());

const desk = () => `/hackathons/${round.hackathon.slug}/chair`;
const organiser = () => world.as(round.hackathon.organiser.login);

test('the matrix says who handed in, who did not begin and who put a sheet off, with the reason', async () => {
  const page = (await (await organiser()).get(desk())).text;
  expect(page).toContain('6 of 8 sheets handed in.');
  expect(page).toContain('Begun: 0. Put off: 1. Not begun: 1.');
  expect(page).toContain('I wait for a colleague.');
  for (const juror of round.jurors) expect(page).toContain(juror.display_name);
});

test('it says who is strict, who is generous, and where two are far apart; winners wait for the jury', async () => {
  const page = (await (await organiser()).get(desk())).text;
  expect(page).toMatch(/Strict: \d\.\d points below the others\./);
  expect(page).toMatch(/Generous: \d\.\d points above the others\./);
  expect(page).toContain(
    `${round.jurors[1]!.display_name} gave 5.0 points on average, ${round.jurors[0]!.display_name} gave 1.0.`,
  );
  expect(page).toContain('You read this when the jury meets');
  expect(page).not.toContain('By the calibrated score, first is');
});

test('nobody but organisers opens the desk', async () => {
  for (const person of [round.jurors[0]!, round.submissions[0]!.team.members[0]!]) {
    const answer = await (await world.as(person.login)).get(desk());
    expect([answer.status, answer.text.includes('Strict')]).toEqual([403, false]);
  }
  expect((await world.visitor().get(desk())).status).toBe(302);
});

test('of ten reminders at once each juror with open sheets gets one, and none within a day', async () => {
  const agent = await organiser();
  const send = (fields: Record<string, string> = {}) =>
    agent
      .post(`/hackathons/${round.hackathon.slug}/jury-reminders`)
      .type('form')
      .set('Accept', 'application/json')
      .send(fields);
  const answers = await Promise.all(Array.from({ length: 10 }, () => send()));
  expect(answers.filter((answer) => answer.status === 200).map((answer) => answer.body.told)).toEqual([2]);
  expect(answers.filter((answer) => answer.status === 409)).toHaveLength(9);
  const told = await world.db('notices').where({ kind: 'sheetsWait' }).select('person_id');
  expect(told.map((row) => row.person_id).sort()).toEqual([round.jurors[2]!.id, round.jurors[3]!.id].sort());
  expect((await send({ juror: round.jurors[2]!.id })).body.error).toBe('chair.refused.today');
  expect((await send({ juror: round.jurors[0]!.id })).body.error).toBe('chair.refused.nothingOpen');
  await world
    .db('jury_reminders')
    .update({ sent_at: world.db.raw("sent_at - interval '25 hours'") })
    .where({ juror_id: round.jurors[2]!.id });
  expect((await send()).body.told).toBe(1);
});

test('when the jury meets, the desk names the winner by each way and says why they differ', async () => {
  await setPhases(world.db, round.hackathon.id, ['deliberation']);
  const agent = await organiser();
  const page = (await agent.get(desk())).text;
  expect(page).toContain('By the calibrated score, first is');
  const late = await agent
    .post(`/hackathons/${round.hackathon.slug}/jury-reminders`)
    .type('form')
    .set('Accept', 'application/json')
    .send({});
  expect([late.status, late.body.error]).toEqual([403, 'chair.refused.notNow']);
});

test('no page, file or feed of jurors, teams, experts or visitors says how strict anybody is', async () => {
  const at = `/hackathons/${round.hackathon.slug}`;
  const expert = await makeRole(world.db, round.hackathon, 'expert');
  const people = [round.jurors[0]!, round.submissions[0]!.team.members[0]!, expert];
  const readers = [world.visitor(), ...(await Promise.all(people.map(({ login }) => world.as(login))))];
  const own = await world.db('sheets').where({ juror_id: round.jurors[0]!.id }).pluck('id');
  const files = ['jury.json', 'results.json', 'results.csv', 'protocol.json', 'results/protocol.json'];
  const pages = ['', 'jury', 'deliberation', 'chair', 'results', 'assignments', 'jury-feedback', 'criteria'];
  const paths = [...pages, ...files].map((name) => `${at}/${name}`);
  for (const agent of readers)
    for (const path of [...paths, '/desk', '/notices', ...own.map((id) => `/sheets/${id}`)]) {
      const { text } = await agent.get(path);
      expect([path, /Strict:|Generous:|points (below|above) the others|severity/.test(text)]).toEqual([
        path,
        false,
      ]);
    }
  expect((await (await organiser()).get(desk())).text).toMatch(/Strict:/);
});
