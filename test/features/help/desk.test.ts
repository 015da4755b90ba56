// The desk of an expert: requests that fit, what changed in their teams; nobody else sees any of it.

import { closeBrowser, phone, seriousFaults } from '../../support/browser';
import { type MadeHackathon, makeAdviser, makeHackathon, makeRole, makeTeam } from '../../support/factories';
import { signIn } from '../../support/phones';
import { createWorld, type World } from '../../support/world';

let world: World;
let hackathon: MadeHackathon;

beforeAll(async () => {
  world = await createWorld();
  hackathon = await makeHackathon(world.db);
});
afterAll(async () => {
  await closeBrowser();
  await world.close();
});

const QUEUE = 'Questions that fit you';
const TEAMS = 'Teams you advise';

test('an expert finds requests that fit and news of their teams on the desk; others do not', async () => {
  const advised = await makeTeam(world.db, hackathon, { name: 'Known Team' });
  const expert = await makeAdviser(world.db, hackathon, advised);
  const agent = await world.as(expert.login);
  await world
    .db('roles')
    .where({ person_id: expert.id })
    .update({ languages: ['en'], topics: ['cost'] });
  const member = await world.as(advised.members[0]!.login);
  await member.get(`/teams/${advised.id}/room`);
  const { id: room } = await world.db('rooms').where({ team_id: advised.id }).first();
  await member.post(`/rooms/${room}/messages`).type('form').send({ body: 'Secret of the team' });
  const ask = async (name: string, fields: object) => {
    const team = await makeTeam(world.db, hackathon, { name });
    const asker = await world.as(team.members[0]!.login);
    const answer = await asker.post(`/teams/${team.id}/help-requests`).type('form').send(fields);
    expect(answer.status).toBe(303);
    return asker;
  };
  const asker = await ask('Fitting Team', { about: 'cost', language: 'en' });
  await ask('Foreign Team', { about: 'cost', language: 'uk' });

  const { text } = await agent.get('/desk');
  const part = text.slice(text.indexOf(QUEUE));
  expect(part).toContain('Fitting Team');
  expect(part).not.toContain('Foreign Team');
  expect(part.slice(part.indexOf(TEAMS))).toMatch(/Known Team[\s\S]*1 new message/);
  expect(part).not.toContain('Secret of the team');

  const roles = ['participant', 'organiser', 'moderator', 'juror', 'authority'] as const;
  for (const role of roles) {
    const other = await world.as((await makeRole(world.db, hackathon, role)).login);
    const desk = (await other.get('/desk')).text;
    for (const words of [QUEUE, TEAMS, 'Known Team']) expect(desk).not.toContain(words);
  }
  expect((await asker.get('/desk')).text).not.toContain(QUEUE);
  // Of another hackathon: neither its requests nor its teams.
  const elsewhere = await makeHackathon(world.db);
  const stranger = await world.as((await makeRole(world.db, elsewhere, 'expert')).login);
  const desk = (await stranger.get('/desk')).text;
  for (const words of [QUEUE, 'Known Team', 'Fitting Team']) expect(desk).not.toContain(words);
  // Whose role has ended.
  await world.db('roles').where({ person_id: expert.id }).update({ ended_at: new Date() });
  expect((await agent.get('/desk')).text).not.toContain('Known Team');
  await world.db('roles').where({ person_id: expert.id }).update({ ended_at: null });

  await world.db('people').where({ id: expert.id }).update({ locale: 'ar' });
  const { page } = await phone(world.base, { locale: 'ar', javaScript: true });
  await signIn(page, expert);
  await page.goto('/desk');
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
  expect(await seriousFaults(page)).toEqual([]);
  await page.click('form[action$="/claim"] button');
  await page.waitForURL(/room/);
});
