// One whole hackathon, from the founding to the answer of the authority, and faults meanwhile.
import { setTimeout as pause } from 'node:timers/promises';
import { checkAll } from './check';
import type { Line } from './measures';
import type { OwnServer, Victim } from './own-server';
import type { Progress } from './progress';
import { createStage, eachOf, expectedActs, type Sizes, type Stage } from './stage';
import { attach, handIn, write } from './steps.drafting';
import { found, furnish, inviteAll, openHackathon, signUpAll, turn } from './steps.founding';
import { assign, judge, publish, recommend } from './steps.judging';
import { callForHelp, enterRooms, helpOut, talk } from './steps.rooms';
import { formTeams, joinAll } from './steps.teams';

export interface Simulation {
  sizes: Sizes;
  seed: string;
  pace: number;
  base: string;
  founderLink: string;
  progress: Progress;
  /** Faults need a server that is ours. */
  own?: Victim & Partial<Pick<OwnServer, 'cutDatabase'>>;
  kills: number;
  databaseCuts: number;
}

export interface Outcome {
  lines: Line[];
  /** The act that took longest with everything it was sent again. */
  longest: { step: string; took: number };
  faults: string[];
  kills: number;
  databaseCuts: number;
  /** Cuts of the database after which the server had to be started anew. */
  notHealed: number;
  seconds: number;
  counts: Record<string, number>;
}

export async function simulate(given: Simulation): Promise<Outcome> {
  const { sizes, seed, pace, progress, own } = given;
  const begun = Date.now();
  const stage = createStage({ base: () => given.base, sizes, seed, pace, patience: PATIENCE });
  const expected = expectedActs(sizes);
  let what = 'founding';
  const share = () => stage.measures.total() / expected;
  const shown = setInterval(() => progress.show(Math.min(0.99, share()), what), 200);
  const trouble = own && making(given, stage, share);
  const faults: string[] = [];
  try {
    await play(stage, given.founderLink, (now) => {
      what = now;
    });
    what = 'checking';
    faults.push(...(await checkAll(stage)));
  } catch (error) {
    faults.push(`${what}: ${(error as Error).message}`);
  } finally {
    await trouble?.end();
    clearInterval(shown);
    stage.end();
    progress.end();
  }
  faults.push(...stage.lives.flatMap((live) => live.forks), ...(own?.faults() ?? []));
  const { ledger } = stage;
  return {
    lines: stage.measures.lines(),
    longest: stage.measures.longest(),
    faults,
    kills: trouble?.kills() ?? 0,
    databaseCuts: trouble?.cuts() ?? 0,
    notHealed: trouble?.notHealed() ?? 0,
    seconds: (Date.now() - begun) / 1_000,
    counts: {
      messages: ledger.messages.filter((one) => one.answer).length,
      saves: ledger.saves.length,
      'hand-ins': new Set(ledger.handIns.map((one) => one.id)).size,
      sheets: ledger.sheets.length,
      files: ledger.files.length,
      'evidence cards': ledger.evidence.length,
      advice: ledger.feedback.length,
      'calls for help': ledger.helpDone.length,
    },
  };
}

async function play(stage: Stage, founderLink: string, begin: (what: string) => void): Promise<void> {
  const { experts, jurors } = stage.cast;
  begin('signing up');
  await signUpAll(stage);
  begin('founding');
  await found(stage, founderLink);
  await furnish(stage);
  await inviteAll(stage);
  await openHackathon(stage);
  await turn(stage, [], ['inquiry', 'teams']);
  begin('joining');
  await joinAll(stage);
  begin('teams');
  await formTeams(stage);
  await turn(stage, ['inquiry'], ['drafting']);
  begin('rooms and drafts');
  await enterRooms(stage);
  await Promise.all([
    ...stage.teams.flatMap((team) => team.members.map((actor) => talk(stage, actor, team))),
    ...stage.teams.map((team) => callForHelp(stage, team)),
    ...stage.teams.map(async (team) => {
      await write(stage, team);
      for (const actor of team.members.slice(0, 2)) await attach(stage, actor, team);
    }),
    ...experts.map((expert) => helpOut(stage, expert)),
  ]);
  await eachOf(stage.teams, stage.teams.length, (team) => handIn(stage, team));
  await turn(stage, ['teams', 'drafting'], ['judging']);
  begin('judging');
  await assign(stage);
  await Promise.all(jurors.map((juror) => judge(stage, juror)));
  begin('publishing');
  await turn(stage, ['judging'], ['deliberation']);
  await publish(stage);
  await turn(stage, ['deliberation'], ['results', 'follow-up']);
  await recommend(stage);
}

interface Trouble {
  kills(): number;
  cuts(): number;
  notHealed(): number;
  end(): Promise<void>;
}

/** A server killed twenty times on a busy machine is away for most of the time. */
const PATIENCE = 600_000;

/** What comes after is the check, which nobody should be spared either, but may be too short. */
const LAST_FAULT = 0.75;

/** Faults at random moments of the whole run, one after the other. */
function making(
  { own, kills, databaseCuts, seed, progress }: Simulation,
  stage: Stage,
  share: () => number,
): Trouble {
  const random = stage.random.stream(`faults ${seed}`);
  const kinds = [...Array(kills).fill('kill'), ...Array(databaseCuts).fill('cut')] as ('kill' | 'cut')[];
  const plan = random
    .shuffled(kinds)
    .map((kind) => ({ kind, at: 0.02 + LAST_FAULT * random.next() }))
    .sort((a, b) => a.at - b.at);
  let ended = false;
  let killed = 0;
  let cut = 0;
  let notHealed = 0;
  const done = (async () => {
    for (const { kind, at } of plan) {
      while (!ended && share() < at) await pause(20);
      if (ended) return;
      await pause(random.whole(0, 300));
      if (kind === 'kill') {
        const what = await own!.kill();
        killed += 1;
        progress.say(`  killed ${what} (${killed} of ${kills})`);
      } else {
        if (!(await own!.cutDatabase!())) notHealed += 1;
        cut += 1;
        progress.say(`  stopped Postgres at once (${cut} of ${databaseCuts})`);
      }
    }
  })();
  done.catch(() => undefined);
  return {
    kills: () => killed,
    cuts: () => cut,
    notHealed: () => notHealed,
    async end() {
      ended = true;
      await done;
    },
  };
}
