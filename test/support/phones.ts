// Two people of a team in their room, and what people do with a phone besides reading: sign in by the form, and
// lose their line.
import type { BrowserContext, Page, WebSocketRoute } from 'playwright-core';
import { roomOfTeam } from '../../src/features/rooms/rooms.actions';
import { giveRole, type MadePerson, makeHackathon, makePerson, makeTeam } from './factories';
import { PASSWORD, type World } from './world';

/** The team “Forty Doors” of an open hackathon, with its room; `names` are those of its two people. */
export async function twoInARoom(world: World, names: [string, string] = ['Blue Heron', 'Copper Fox']) {
  const hackathon = await makeHackathon(world.db);
  const heron = await makePerson(world.db, { display_name: names[0] });
  const fox = await makePerson(world.db, { display_name: names[1] });
  for (const person of [heron, fox])
    await giveRole(world.db, hackathon.id, person, 'participant', hackathon.organiser);
  const team = await makeTeam(world.db, hackathon, { name: 'Forty Doors', members: [heron, fox] });
  const { id: roomId } = await roomOfTeam(world.deps, world.db, team.id);
  return { hackathon, team, heron, fox, roomId };
}

export async function signIn(page: Page, person: Pick<MadePerson, 'login'>): Promise<void> {
  await page.goto('/login');
  await page.fill('input[name=login]', person.login);
  await page.fill('input[name=password]', PASSWORD);
  await Promise.all([
    page.waitForURL((url) => !url.pathname.startsWith('/login')),
    page.press('input[name=password]', 'Enter'),
  ]);
}

/** Cuts and restores everything, sockets included, which the browser's own switch leaves alone. */
export async function lineOf(context: BrowserContext): Promise<(off: boolean) => Promise<void>> {
  let off = false;
  let lines: WebSocketRoute[] = [];
  await context.routeWebSocket(/./, (line) => {
    if (off) return void line.close();
    line.connectToServer();
    lines.push(line);
  });
  return async (now) => {
    off = now;
    await context.setOffline(now);
    if (!now) return;
    for (const line of lines) await line.close();
    lines = [];
  };
}
