// Everybody who takes part in the fuzz: a hackathon half way, another one, one that is not open, a stranger.
import type { Socket } from 'socket.io-client';
import type { Caller } from '../simulation/http.caller';
import { socketClient } from '../simulation/live.caller';
import { type Actor, createStage, PASSWORD, type Sizes, type Stage } from '../simulation/stage';
import { attach, handIn, write } from '../simulation/steps.drafting';
import { H, signIn, turn } from '../simulation/steps.founding';
import { assign, judge, sheetsOf } from '../simulation/steps.judging';
import { callForHelp, helpOut, talk } from '../simulation/steps.rooms';
import { type Canaries, canariesOf } from './fuzz.canaries';
import { stagedTeams } from './staged';
import type { Target } from './trial';

export interface Population {
  actors: Map<string, Actor>;
  canaries: Canaries;
  /** Addresses to begin reading at. */
  pages: string[];
  /** Ids no page's address carries, by the part before them. */
  ids: Map<string, string[]>;
  stage: Stage;
  sockets: Map<string, Promise<Socket | undefined>>;
  /** Rooms by the name of an actor who is in them. */
  rooms: Map<string, string[]>;
  callers(): (readonly [string, Caller])[];
  end(): void;
}

/** Teams talk, write, are helped; all but the last hand in; jurors score, the first only half. */
async function lived(target: Target, seed: string, sizes: Partial<Sizes>): Promise<Stage> {
  const stage = await stagedTeams(target, seed, sizes);
  await Promise.all([
    ...stage.teams.flatMap((team) => team.members.map((actor) => talk(stage, actor, team))),
    ...stage.teams.map((team) => callForHelp(stage, team)),
    ...stage.teams.map((team) => write(stage, team)),
    ...stage.cast.experts.map((expert) => helpOut(stage, expert)),
  ]);
  for (const team of stage.teams.slice(0, -1)) {
    await attach(stage, team.members[0]!, team);
    await handIn(stage, team);
  }
  return stage;
}

export async function populate(target: Target, seed: string): Promise<Population> {
  const ours = await lived(target, `${seed} ours`, {
    teams: 3,
    people: 7,
    experts: 2,
    jurors: 2,
    messages: 2,
  });
  const theirs = await lived(target, `${seed} theirs`, {
    teams: 2,
    people: 2,
    experts: 1,
    jurors: 1,
    messages: 1,
  });
  await turn(ours, [], ['judging']);
  await assign(ours);
  const notes = new Map<string, string>();
  for (const juror of ours.cast.jurors) {
    const word = ours.random.uuid();
    const [sheet] = await sheetsOf(ours, juror);
    await juror.caller.post(`/sheets/${sheet.id}`, { note: `For myself ${word}` });
    notes.set(word, juror.login);
    await judge(ours, juror);
  }
  const canaries: Canaries = new Map([...canariesOf(ours), ...canariesOf(theirs)]);
  for (const [word, login] of notes) canaries.set(word, { kind: 'note', slug: ours.slug, login });
  const outside = createStage({
    base: ours.base,
    sizes: { ...ours.sizes, people: 2 },
    seed: `${seed} outside`,
    pace: 0,
  });
  const [stranger, teamless] = outside.cast.people;
  for (const person of [stranger!, teamless!]) await signUpWithMail(person, canaries, ours.slug);
  await teamless!.caller.post(`${H(ours)}/participation`, { age: 'within' });
  const asking = ours.teams.find((team) => team.joining === 'request');
  const motivation = ours.random.uuid();
  if (asking) await teamless!.caller.post(`/teams/${asking.id}/requests`, { motivation });
  canaries.set(motivation, {
    kind: 'motivation',
    slug: ours.slug,
    team: asking?.id ?? '',
    login: teamless!.login,
  });
  const hidden = await foundHidden(ours);
  canaries.set(hidden.word, { kind: 'hidden', slug: hidden.slug });
  const visitor = createStage({ base: ours.base, sizes: ours.sizes, seed: 'visitor', pace: 0 }).cast.founder;
  const [first, second] = ours.teams;
  const actors = new Map<string, Actor>([
    ['visitor', visitor],
    ['stranger', stranger!],
    ['teamless', teamless!],
    ['captain', first!.members[0]!],
    ['member', first!.members.at(-1)!],
    ['captain of another team', second!.members[0]!],
    ['expert', ours.cast.experts[0]!],
    ['other expert', ours.cast.experts[1]!],
    ['juror', ours.cast.jurors[0]!],
    ['other juror', ours.cast.jurors[1]!],
    ['moderator', ours.cast.moderator],
    ['authority', ours.cast.authority],
    ['organiser', ours.cast.founder],
    ['captain elsewhere', theirs.teams[0]!.members[0]!],
    ['expert elsewhere', theirs.cast.experts[0]!],
    ['juror elsewhere', theirs.cast.jurors[0]!],
    ['organiser elsewhere', theirs.cast.founder],
  ]);
  const stages = [ours, theirs];
  const sockets: Population['sockets'] = new Map();
  return {
    actors,
    canaries,
    stage: ours,
    pages: [...stages.map(H), ...stages.flatMap((stage) => stage.teams.map((team) => `/teams/${team.id}`))],
    ids: new Map([
      ['hackathons', [ours.slug, theirs.slug, hidden.slug]],
      ['rooms', stages.flatMap((stage) => stage.teams.map((team) => team.room))],
      ['teams', stages.flatMap((stage) => stage.teams.map((team) => team.id))],
      ['submissions', stages.flatMap((stage) => stage.teams.map((team) => team.submission))],
      ['messages', stages.flatMap((stage) => stage.ledger.messages.flatMap((one) => one.answer?.id ?? []))],
      ['files', stages.flatMap((stage) => stage.ledger.files.flatMap((one) => one.id ?? []))],
      ['feedback', stages.flatMap((stage) => stage.ledger.feedback.flatMap((one) => one.id ?? []))],
      ['sheets', ours.ledger.sheets.map((one) => one.id)],
      ['help-requests', stages.flatMap((stage) => stage.ledger.helpDone.map((one) => one.id))],
      ['evidence', stages.flatMap((stage) => stage.ledger.evidence.flatMap((one) => one.id ?? []))],
      ['phases', ['inquiry', 'teams', 'drafting', 'judging', 'results', 'follow-up']],
      ['challenges', ours.challenges],
      ['versions', ['1', '2', '0']],
    ]),
    sockets,
    rooms: new Map(
      [...actors].flatMap(([name, actor]): [string, string[]][] => {
        const rooms = stages.flatMap((stage) => stage.teams.filter((team) => team.members.includes(actor)));
        return rooms.length > 0 ? [[name, rooms.map((team) => team.room)]] : [];
      }),
    ).set(
      'moderator',
      ours.teams.map((team) => team.room),
    ),
    callers: () => [...actors].map(([name, actor]) => [name, actor.caller] as const),
    end() {
      for (const socket of sockets.values()) void socket.then((one) => one?.disconnect());
      for (const stage of stages) stage.end();
    },
  };
}

async function signUpWithMail(
  { caller, login, name, random }: Actor,
  canaries: Canaries,
  slug: string,
): Promise<void> {
  const word = random.stream('mail').uuid();
  const email = `${word}@example.org`;
  canaries.set(word, { kind: 'email', slug, login });
  await caller.post('/accounts', {
    display_name: name,
    login,
    password: PASSWORD,
    accept_rules: 'on',
    locale: 'en',
    email,
  });
}

async function foundHidden(stage: Stage): Promise<{ slug: string; word: string }> {
  const word = stage.random.uuid();
  const slug = `${stage.slug}-hidden`;
  await stage.cast.founder.caller.post('/hackathons', {
    slug,
    'title[en]': `Not yet ${word}`,
    template: 'weekend',
    starts_on: '2028-06-02',
    zone: 'UTC',
    languages: 'en',
  });
  return { slug, word };
}

/** What the cases did to people and phases is mended now and then: signed in again, phases turned on. */
export async function refresh(people: Population, round: number): Promise<void> {
  const { stage, actors } = people;
  for (const [name, actor] of actors) {
    if (name === 'visitor') {
      actor.caller.forget();
      continue;
    }
    if ((await actor.caller.get('/desk')).status !== 401) continue;
    people.sockets.delete(name);
    await signIn(stage, actor).catch(() => undefined);
  }
  const founder = stage.cast.founder.caller;
  const open = [
    ['inquiry', 'teams'],
    ['teams', 'drafting'],
    ['drafting', 'judging'],
  ][round % 3]!;
  for (const key of open)
    await founder.post(`${H(stage)}/phases/${key}`, {
      opens_at: 'now',
      closes_at: '2031-01-01T10:00',
      reason: 'Again',
    });
}

/** The socket of an actor, opened again after it was ended. */
export async function openSocket(
  people: Population,
  name: string,
  actor: Actor,
): Promise<Socket | undefined> {
  const known = await people.sockets.get(name);
  if (known?.connected) return known;
  const { io } = socketClient();
  const { stage } = people;
  const opening = new Promise<Socket | undefined>((resolve) => {
    const socket = io(stage.base(), {
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      timeout: 10_000,
      extraHeaders: { Cookie: actor.caller.cookie(), Origin: stage.base() },
    });
    socket.once('connect', () => resolve(socket));
    socket.once('connect_error', () => {
      socket.disconnect();
      resolve(undefined);
    });
  });
  people.sockets.set(name, opening);
  return opening;
}
