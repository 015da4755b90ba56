// Hand-ins around the end of drafting: accepted is exactly what arrived before the end by the database's clock.
import { setTimeout as pause } from 'node:timers/promises';
import { accepts, persist } from '../simulation/persist';
import { eachOf, type Stage, type Team } from '../simulation/stage';
import { draftOf } from '../simulation/steps.drafting';
import { H } from '../simulation/steps.founding';
import { fillDrafts, stagedTeams } from './staged';
import type { Given, Target, Verdict } from './trial';

/** The clocks of the trial and of the database are one machine's; their reading differs by no more. */
const SAME = 5;
const SPREAD = 3_000;

interface Try {
  team: Team;
  sent: number;
  received: number;
  status: number;
  id?: string;
}

async function handInAround(stage: Stage, at: number, seed: string): Promise<Try[]> {
  const random = stage.random.stream(`moments ${seed}`);
  return Promise.all(
    stage.teams.map(async (team) => {
      const moment = at + random.whole(-SPREAD, SPREAD);
      await pause(Math.max(0, moment - Date.now()));
      const sent = Date.now();
      const answer = await team.members[0]!.caller.post(`/submissions/${team.submission}/versions`);
      const id = answer.json?.id as string | undefined;
      return { team, sent, received: Date.now(), status: answer.status, ...(id ? { id } : {}) };
    }),
  );
}

async function endOfDrafting(stage: Stage): Promise<number> {
  const answer = await stage.cast.founder.caller.get(`${H(stage)}.json`);
  const drafting = answer.json.hackathon.phases.find((phase: { key: string }) => phase.key === 'drafting');
  return Date.parse(drafting.closes);
}

async function judgeTries(stage: Stage, tries: Try[], before: number, faults: string[]): Promise<string> {
  const end = await endOfDrafting(stage);
  let accepted = 0;
  let between = 0;
  for (const one of tries) {
    const ok = one.status === 200 || one.status === 201;
    if (ok) accepted += 1;
    else if (one.status !== 403) faults.push(`${one.team.name}: ${one.status}`);
    if (one.received < end - SAME && !ok)
      faults.push(`${one.team.name}: answered ${end - one.received} ms before the end: refused`);
    if (one.sent > end + SAME && ok)
      faults.push(`${one.team.name}: sent ${one.sent - end} ms after the end: accepted`);
    if (one.received >= end - SAME && one.sent <= end + SAME) between += 1;
  }
  await eachOf(tries, 8, async ({ team, id, status }) => {
    const { versions } = await draftOf(stage, team.members[0]!, team);
    const wanted = before + (status === 200 || status === 201 ? 1 : 0);
    if (versions.length !== wanted)
      faults.push(`${team.name}: ${versions.length} hand-ins are kept, ${wanted} were accepted`);
    if (id && !versions.some((one: { id: string }) => one.id === id))
      faults.push(`${team.name}: hand-in ${id} is lost`);
  });
  return `${tries.length} hand-ins within ${SPREAD / 1_000} s around the end: ${accepted} accepted, ${tries.length - accepted} refused, ${between} on their way at that moment`;
}

const move = (stage: Stage, closes_at: string) =>
  persist(
    stage.insisting,
    'end moved',
    () => stage.cast.founder.caller.post(`${H(stage)}/phases/drafting`, { closes_at, reason: 'The end' }),
    accepts(200),
  );

/** The wall clock of the hackathon's zone, to the minute. */
function wallMinute(time: number): string {
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone: 'Europe/Brussels',
    dateStyle: 'short',
    timeStyle: 'short',
  });
  return format.format(time).replace(' ', 'T');
}

export async function deadlineTrial(target: Target, { seed, small, progress }: Given): Promise<Verdict> {
  const faults: string[] = [];
  const did: string[] = [];
  const count = small ? 16 : 200;
  progress.show(0, `deadline: ${count} teams get ready`);
  const stage = await stagedTeams(target, `deadline ${seed}`, { teams: count, people: count });
  await fillDrafts(stage, 'First words');
  progress.show(0.5, 'deadline: closed by the organiser');
  const at = Date.now() + SPREAD + 200;
  const tries = handInAround(stage, at, 'now');
  // Half way to the middle: a busy server lets the organiser wait behind those who came before.
  await pause(at - SPREAD / 2 - Date.now());
  await move(stage, 'now');
  did.push(`closed by hand: ${await judgeTries(stage, await tries, 0, faults)}`);
  if (!small) {
    progress.show(0.7, 'deadline: closed by the clock');
    const accepted = new Map<Team, number>();
    for (const { team, status } of await tries) accepted.set(team, status === 200 || status === 201 ? 1 : 0);
    await move(stage, '2030-01-01T10:00');
    await fillDrafts(stage, 'Second words');
    const minute = Math.ceil((Date.now() + SPREAD + 2_000) / 60_000) * 60_000;
    await move(stage, wallMinute(minute));
    const again = await handInAround(stage, minute, 'clock');
    const parts = [0, 1].map((before) => again.filter(({ team }) => accepted.get(team) === before));
    for (const [before, part] of parts.entries())
      did.push(`closed by the clock: ${await judgeTries(stage, part, before, faults)}`);
  }
  stage.end();
  return { name: 'deadline', did, faults: [...faults, ...target.faults()] };
}
