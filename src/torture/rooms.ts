// Rooms full of talk while connections break, messages are sent again, the server is killed twice and Postgres
// stopped at once: in the end everybody in every room holds 1 to n in order, each acknowledged message once.
import { setTimeout as pause } from 'node:timers/promises';
import { createLive, type LiveCaller } from '../simulation/live.caller';
import { type OwnServer, startOwnServer } from '../simulation/own-server';
import type { Progress } from '../simulation/progress';
import { type Actor, eachOf, type Stage, type Team } from '../simulation/stage';
import { ownTarget } from './own-target';
import { stagedTeams } from './staged';
import { atMost, type Given, type Verdict } from './trial';

interface Size {
  rooms: number;
  /** Two members, each with so many open pages. */
  pagesEach: number;
  /** That each page writes. */
  messages: number;
}

const FULL: Size = { rooms: 200, pagesEach: 3, messages: 5 };
const SMALL: Size = { rooms: 20, pagesEach: 3, messages: 3 };
const MEMBERS = 2;
/** Of all messages: before so many the page loses its connection, and so many are sent again. */
const BREAKS = 0.1;
const RESENDS = 0.2;

interface Page {
  team: Team;
  actor: Actor;
  live: LiveCaller;
}

interface Said {
  room: string;
  clientId: string;
  body: string;
  id: string;
  seq: number;
}

interface Talk {
  stage: Stage;
  pages: Page[];
  said: Said[];
  breaks: number;
  resends: number;
  faults: string[];
}

async function openPages(stage: Stage, { pagesEach }: Size): Promise<Page[]> {
  const wanted = stage.teams.flatMap((team) =>
    team.members.flatMap((actor) => Array.from({ length: pagesEach }, () => ({ team, actor }))),
  );
  const pages: Page[] = [];
  await eachOf(wanted, 16, async ({ team, actor }) => {
    const live = await createLive(stage.base, actor.caller, stage.insisting);
    stage.lives.push(live);
    await live.follow(team.room);
    pages.push({ team, actor, live });
  });
  return pages;
}

async function say(talk: Talk, { team, actor, live }: Page): Promise<void> {
  const { random } = actor;
  if (random.chance(BREAKS)) {
    talk.breaks += 1;
    live.lose();
  }
  const [clientId, body] = [random.uuid(), `A word ${random.uuid()}`];
  const first = await live.post(team.room, clientId, body);
  talk.said.push({ room: team.room, clientId, body, ...first });
  if (!random.chance(RESENDS)) return;
  talk.resends += 1;
  const again = await live.post(team.room, clientId, body);
  if (again.id !== first.id || again.seq !== first.seq)
    talk.faults.push(`${team.name}: ${clientId} is ${first.seq} and, sent again, ${again.seq}`);
}

/** Two kills of the server and a stop of Postgres, each when its share of all messages is written. */
async function harm(own: OwnServer, done: () => number): Promise<string> {
  const at = async (share: number) => {
    while (done() < share) await pause(50);
  };
  await at(0.25);
  await own.kill();
  await at(0.5);
  const byItself = await own.cutDatabase();
  await at(0.75);
  await own.kill();
  return `killed twice, Postgres stopped once${byItself ? ' (the server came back by itself)' : ''}`;
}

/** What each page holds at the end, beside what was acknowledged. */
function judge(talk: Talk): number {
  const { stage, pages, said, faults } = talk;
  let entries = 0;
  for (const team of stage.teams) {
    const told = said.filter((one) => one.room === team.room);
    const here = pages.filter((page) => page.team === team);
    const heads = new Set(here.map((page) => page.live.log(team.room).size));
    if (heads.size !== 1) faults.push(`${team.name}: pages end at ${[...heads].join(' and ')}`);
    for (const { actor, live } of here) {
      const log = live.log(team.room);
      entries += log.size;
      const gap = Array.from({ length: log.size }, (_, index) => index + 1).find((seq) => !log.has(seq));
      if (gap !== undefined) faults.push(`${team.name}: ${actor.login} misses ${gap} of ${log.size}`);
      const bodies = new Map<string, number>();
      for (const { body } of log.values()) if (body) bodies.set(body, (bodies.get(body) ?? 0) + 1);
      for (const one of told) {
        const entry = log.get(one.seq);
        if (entry?.id !== one.id || entry.body !== one.body)
          faults.push(`${team.name}: ${actor.login} has something else as ${one.seq}`);
        if (bodies.get(one.body) !== 1)
          faults.push(`${team.name}: ${actor.login} has “${one.body}” ${bodies.get(one.body) ?? 0} times`);
      }
      faults.push(...live.forks);
    }
  }
  return entries;
}

async function talkThrough(own: OwnServer, stage: Stage, size: Size, progress: Progress): Promise<Verdict> {
  progress.show(0.3, 'rooms: everybody comes in');
  const pages = await openPages(stage, size);
  const talk: Talk = { stage, pages, said: [], breaks: 0, resends: 0, faults: [] };
  const all = pages.length * size.messages;
  const done = () => talk.said.length / all;
  const begun = Date.now();
  const harmed = harm(own, done);
  await Promise.all(
    pages.map(async (page) => {
      for (let count = 0; count < size.messages; count += 1) {
        await pause(page.actor.random.whole(0, 1_500));
        await say(talk, page);
        progress.show(0.3 + 0.6 * done(), 'rooms: they talk');
      }
    }),
  );
  const harmDone = await harmed;
  const seconds = (Date.now() - begun) / 1_000;
  progress.show(0.9, 'rooms: who holds what');
  await eachOf(pages, 32, ({ team, live }) => live.catchUp(team.room));
  const entries = judge(talk);
  const again = stage.measures.lines().reduce((sum, line) => sum + line.retried, 0);
  stage.end();
  return {
    name: 'rooms',
    did: [
      `${stage.teams.length} rooms with ${MEMBERS * size.pagesEach} pages each; ${harmDone}`,
      `${talk.said.length} messages acknowledged in ${seconds.toFixed(0)} s, ${talk.resends} sent twice on purpose, ${again} acts had to be repeated, ${talk.breaks} connections were broken`,
      `${entries} entries on all pages, without a gap`,
    ],
    faults: [...atMost(talk.faults), ...own.faults()],
  };
}

export async function roomsTrial({ seed, small, progress }: Given): Promise<Verdict> {
  const size = small ? SMALL : FULL;
  const own = await startOwnServer({ RATE_FACTOR: '100000' });
  try {
    const target = await ownTarget(own);
    const people = size.rooms * MEMBERS;
    progress.show(0, `rooms: ${people} people come`);
    // Its look into the database would not live through the stop, and nothing here needs it.
    const staging = stagedTeams(target, `rooms ${seed}`, { teams: size.rooms, people });
    const stage = await staging.finally(() => target.close());
    return await talkThrough(own, stage, size, progress);
  } finally {
    await own.stop();
  }
}
