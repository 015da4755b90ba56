// What is frozen to be told stays as it was frozen; counting it outlasts the limit of an idle transaction.

import { rankForAct } from '../../../src/features/ranking/ranking.aside';
import { announcementWithRankings } from '../../../src/features/results/results.announcement.queries';
import { freeze } from '../../../src/features/results/results.freezing.actions';
import { rankLettered } from '../../../src/features/results/results.protocol';
import { lockRound, roundOf } from '../../../src/features/rounds/rounds.queries';
import { roundInput } from '../../../src/features/sheets/sheets.results.queries';
import { CANARY, type Judged, makeJudged } from '../../support/judged';
import { type Agent, createWorld, type World } from '../../support/world';

let world: World;
let judged: Judged;
beforeAll(async () => {
  world = await createWorld();
  const rows = (score: number) => Array.from({ length: 5 }, () => [score, score]);
  judged = await makeJudged(world.db, [rows(5), rows(1)]);
});
afterAll(() => world.close());

const post = (agent: Agent, path: string, fields: Record<string, string> = {}) =>
  agent.post(path).type('form').set('Accept', 'application/json').send(fields);
const at = (page: string) => `/hackathons/${judged.hackathon.slug}/${page}`;

test('a transaction in which a ranking is counted is not ended because it is idle meanwhile', async () => {
  const limit = await world.db.transaction(async (trx) => {
    const round = await lockRound(trx, (await roundOf(trx, judged.hackathon.id)).id);
    const facts = { hackathon: 'x', publication: 1, publishedAt: new Date(), reason: '', settledAt: null };
    await freeze(trx, round, facts, (input) => rankLettered(input, rankForAct));
    return (await trx.raw('show idle_in_transaction_session_timeout')).rows[0];
  });
  expect(limit.idle_in_transaction_session_timeout).toBe('2min');
  const after = await world.db.raw('show idle_in_transaction_session_timeout');
  expect(after.rows[0].idle_in_transaction_session_timeout).toBe('15s');
});

test('however many sheets there are, the statement that reads their scores has room for them', async () => {
  const heard: { sql: string; bindings: unknown[] }[] = [];
  const listen = (query: { sql: string; bindings: unknown[] }) => void heard.push(query);
  world.db.on('query', listen);
  const { scores } = await roundInput(world.db, judged.round);
  world.db.removeListener('query', listen);
  expect(scores).toHaveLength(20);
  // Postgres takes 65,535 values in one statement.
  expect(heard.find(({ sql }) => sql.includes('from "scores"'))!.bindings).toHaveLength(1);
});

test('while results are told no prize comes, goes or changes its name, and no screen asks for the words of the jury', async () => {
  const agent = await world.as(judged.hackathon.organiser.login);
  const { id } = (await post(agent, at('prizes'), { 'name[en]': 'For courage', kind: 'mention' })).body;
  const fields = { submission: judged.teams[0]!.submission, reason: 'It was tried.' };
  const award = await post(agent, `/prizes/${id}/awards`, fields);
  expect((await post(agent, at('results/announcement'))).status).toBe(201);
  const late = { submission: judged.teams[1]!.submission, reason: 'Too late.' };
  const acts: [string, Record<string, string>][] = [
    [`/prizes/${id}/awards`, late],
    [`/prize-awards/${award.body.id}/removal`, {}],
    [`/prizes/${id}/removal`, {}],
    [`/prizes/${id}`, { 'name[en]': 'For haste' }],
  ];
  for (const [path, given] of acts) {
    const answer = await post(agent, path, given);
    expect([path, answer.status, answer.body.error]).toEqual([path, 409, 'deliberation.refused.announcing']);
  }
  const told = await announcementWithRankings(world.db, judged.hackathon.id);
  expect(JSON.stringify(told)).not.toContain(CANARY);
  expect(told!.rankings.flatMap(({ entries }) => entries.map((one) => one.place))).toEqual([1, 2]);
  await post(agent, at('results/announcement/step'), { act: 'all', version: '1' });
  const { prizes } = (await world.visitor().get(at('results.json'))).body;
  expect(prizes.map((one: { team: string }) => one.team)).toEqual([judged.teams[0]!.id]);
  expect((await post(agent, `/prizes/${id}/awards`, late)).status).toBe(201);
});
