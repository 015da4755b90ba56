// Hand-ins around the end of drafting: accepted is exactly what arrived before the end by the database's clock.
import { setTimeout as pause } from 'node:timers/promises';
import { createClock } from '../clock';
import { accepts, persist } from '../simulation/persist';
import { eachOf, type Stage, type Team } from '../simulation/stage';
import { draftOf } from '../simulation/steps.drafting';
import { H } from '../simulation/steps.founding';
import { fillDrafts, stagedTeams } from './staged';
import type { Given, Target, Verdict } from './trial';

/** Milliseconds before and after an end. */
const SPREAD = 3_000;

/** Moments of the trial as the database's clock would tell them, `slack` milliseconds more or less. */
interface Clock {
  offset: number;
  slack: number;
}

interface Try {
  team: Team;
  sent: number;
  received: number;
  status: number;
  id?: string;
}

/** Read five times; the quickest answer says it best. */
async function clockOf({ db }: Target): Promise<Clock> {
  const { now } = createClock();
  const read = async () => {
    const begun = Date.now();
    const at = await now(db);
    const half = (Date.now() - begun) / 2;
    return { offset: at.getTime() - begun - half, slack: half + 2 };
  };
  const all: Clock[] = [];
  for (let count = 0; count < 5; count++) all.push(await read());
  return all.sort((a, b) => a.slack - b.slack)[0]!;
}

async function handInAt(team: Team, moment: number): Promise<Try> {
  await pause(Math.max(0, moment - Date.now()));
  const sent = Date.now();
  const answer = await team.members[0]!.caller.post(`/submissions/${team.submission}/versions`);
  const id = answer.json?.id as string | undefined;
  return { team, sent, received: Date.now(), status: answer.status, ...(id ? { id } : {}) };
}

/** Spread from `from` over `over` milliseconds, drawn anew for every seed. */
function handInOver(
  stage: Stage,
  teams: readonly Team[],
  from: number,
  over: number,
  seed: string,
): Promise<Try[]> {
  const random = stage.random.stream(`moments ${seed}`);
  return Promise.all(teams.map((team) => handInAt(team, from + random.whole(0, over))));
}

/** The organiser moves the end to now amid hand-ins: a third before, a third meanwhile, a third once it is done. */
async function handInAroundMove(stage: Stage, spread: number): Promise<Try[]> {
  const third = Math.ceil(stage.teams.length / 3);
  const [first, second, last] = [0, 1, 2].map((part) =>
    stage.teams.slice(part * third, (part + 1) * third),
  ) as [Team[], Team[], Team[]];
  const before = await handInOver(stage, first, Date.now(), spread, 'before');
  const meanwhile = handInOver(stage, second, Date.now(), spread, 'meanwhile');
  await pause(spread / 6);
  await move(stage, 'now');
  const after = await handInOver(stage, last, Date.now(), spread / 3, 'after');
  return [...before, ...(await meanwhile), ...after];
}

async function endOfDrafting(stage: Stage): Promise<number> {
  const answer = await stage.cast.founder.caller.get(`${H(stage)}.json`);
  const drafting = answer.json.hackathon.phases.find((phase: { key: string }) => phase.key === 'drafting');
  return Date.parse(drafting.closes);
}

/** Accepted must be what arrived before the end by the database's clock: between being sent and being answered. */
async function judgeTries(
  stage: Stage,
  given: Try[],
  { clock, before, faults }: { clock: Clock; before: number; faults: string[] },
): Promise<string> {
  const end = await endOfDrafting(stage);
  const { offset, slack } = clock;
  const tries = given.map((one) => ({ ...one, sent: one.sent + offset, received: one.received + offset }));
  let accepted = 0;
  let between = 0;
  for (const one of tries) {
    const ok = one.status === 200 || one.status === 201;
    if (ok) accepted += 1;
    else if (one.status !== 403) faults.push(`${one.team.name}: ${one.status}`);
    if (one.received < end - slack && !ok)
      faults.push(`${one.team.name}: answered ${end - one.received} ms before the end: refused`);
    if (one.sent > end + slack && ok)
      faults.push(`${one.team.name}: sent ${one.sent - end} ms after the end: accepted`);
    if (one.received >= end - slack && one.sent <= end + slack) between += 1;
  }
  await eachOf(tries, 8, async ({ team, id, status }) => {
    const { versions } = await draftOf(stage, team.members[0]!, team);
    const wanted = before + (status === 200 || status === 201 ? 1 : 0);
    if (versions.length !== wanted)
      faults.push(`${team.name}: ${versions.length} hand-ins are kept, ${wanted} were accepted`);
    if (id && !versions.some((one: { id: string }) => one.id === id))
      faults.push(`${team.name}: hand-in ${id} is lost`);
  });
  if (accepted === 0 || accepted === tries.length)
    faults.push(`${accepted} of ${tries.length} hand-ins were accepted: the end was not among them`);
  return `${tries.length} hand-ins around the end: ${accepted} accepted, ${tries.length - accepted} refused, ${between} on their way at that moment`;
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
  const clock = await clockOf(target);
  progress.show(0.5, 'deadline: closed by the organiser');
  const tries = await handInAroundMove(stage, small ? 600 : SPREAD);
  did.push(`closed by hand: ${await judgeTries(stage, tries, { clock, before: 0, faults })}`);
  if (!small) {
    progress.show(0.7, 'deadline: closed by the clock');
    const first = new Map(tries.map(({ team, status }) => [team, status === 403 ? 0 : 1]));
    await move(stage, '2030-01-01T10:00');
    await fillDrafts(stage, 'Second words');
    const minute = Math.ceil((Date.now() + SPREAD + 2_000) / 60_000) * 60_000;
    await move(stage, wallMinute(minute));
    const again = await handInOver(stage, stage.teams, minute - SPREAD, 2 * SPREAD, 'clock');
    for (const before of [0, 1]) {
      const part = again.filter(({ team }) => first.get(team) === before);
      did.push(`closed by the clock: ${await judgeTries(stage, part, { clock, before, faults })}`);
    }
  }
  did.push(`read from outside, the database's clock is known to ${clock.slack.toFixed(1)} ms`);
  stage.end();
  return { name: 'deadline', did, faults: [...faults, ...target.faults()] };
}
