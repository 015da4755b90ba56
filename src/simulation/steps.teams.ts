// People join, write evidence, and find into teams: by an open seat, by asking, by a link.
import type { Answer, Caller } from './http.caller';
import { accepts, NoAnswer, persist, type Settle } from './persist';
import { type Actor, eachOf, type Stage, type Team } from './stage';
import { H } from './steps.founding';

export async function joinAll(stage: Stage): Promise<void> {
  const { people } = stage.cast;
  await eachOf(people, people.length, async (actor) => {
    await stage.think(actor, 50, 1_500);
    const join = () => actor.caller.post(`${H(stage)}/participation`, { age: 'within' });
    // Whoever takes part already is told so, and nothing else happens.
    await persist(stage.insisting, 'joined', join, accepts(200, 201));
    await writeEvidence(stage, actor);
  });
}

async function cardsOf(stage: Stage, caller: Caller): Promise<{ id: string; claim: string }[]> {
  const all: { id: string; claim: string }[] = [];
  let path: string | undefined = `${H(stage)}/evidence.json`;
  while (path) {
    const at: string = path;
    const answer: Answer = await persist(
      stage.insisting,
      'evidence read',
      () => caller.get(at),
      accepts(200),
    );
    all.push(...answer.json.cards);
    path = answer.json.next;
  }
  return all;
}
export const evidenceOf = cardsOf;

/** A card has no number of ours: before it is sent again its writer looks whether it is there. */
async function writeEvidence(stage: Stage, { caller, random }: Actor): Promise<void> {
  await stage.think({ random }, 100, 1_000);
  const claim = `Of 40 asked, ${random.whole(1, 39)} knew. ${random.uuid()}`;
  const card = { claim, kind: 'interview', source: 'Our street', url: '', language: 'en' };
  await onceOnly(
    stage,
    'evidence written',
    () => caller.post(`${H(stage)}/evidence`, card),
    async () => (await cardsOf(stage, caller)).find((one) => one.claim === claim)?.id,
    (id) => stage.ledger.evidence.push({ claim, id }),
  );
}

/** For what is not idempotent: no answer means look first, then perhaps send again. */
export async function onceOnly(
  stage: Stage,
  step: string,
  send: () => Promise<Answer>,
  look: () => Promise<string | undefined>,
  acknowledged: (id: string) => void,
): Promise<string> {
  const end = Date.now() + stage.insisting.patience;
  for (;;) {
    try {
      const once = { measures: stage.insisting.measures, patience: 0 };
      const answer = await persist(once, step, send, accepts(200, 201));
      acknowledged(answer.json.id);
      return answer.json.id;
    } catch (error) {
      if (!(error instanceof NoAnswer) || Date.now() > end) throw error;
    }
    const id = await look();
    if (id === undefined) continue;
    acknowledged(id);
    return id;
  }
}

export async function formTeams(stage: Stage): Promise<void> {
  const { people } = stage.cast;
  const captains = people.slice(0, stage.sizes.teams);
  const others = people.slice(stage.sizes.teams);
  await eachOf(captains, captains.length, (captain, index) => foundTeam(stage, captain, index));
  stage.teams.sort((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }));
  await eachOf(others, others.length, async (person, index) => {
    await stage.think(person, 50, 1_500);
    await takeSeat(stage, person, stage.teams[index % stage.teams.length]!);
  });
}

const seatedIn =
  (id: string): Settle<true> =>
  ({ status, json }, after) => {
    if (status === 200 || status === 201) return true;
    return status === 409 && after > 0 && JSON.stringify(json?.current ?? '').includes(id) ? true : undefined;
  };

async function foundTeam(stage: Stage, captain: Actor, index: number): Promise<void> {
  await stage.think(captain, 50, 1_000);
  const name = `Team ${index + 1} of ${stage.slug}`;
  const joining = (['open', 'request', 'invite'] as const)[index % 3]!;
  const given = {
    name,
    pitch: 'We want to try.',
    challenge: stage.challenges[index % stage.challenges.length]!,
    languages: ['en'],
    joining,
  };
  const send = () => captain.caller.post(`${H(stage)}/teams`, given);
  const id = await persist(stage.insisting, 'team founded', send, (answer, after) => {
    if (answer.status === 201) return answer.json.id as string;
    const team = answer.json?.current?.team;
    return answer.status === 409 && after > 0 ? ((team?.id ?? team) as string | undefined) : undefined;
  });
  stage.teams.push({ id, name, joining, members: [captain], room: '', submission: '', helpDone: false });
}

async function takeSeat(stage: Stage, person: Actor, team: Team): Promise<void> {
  const { insisting } = stage;
  const captain = team.members[0]!.caller;
  const at = `/teams/${team.id}`;
  if (team.joining === 'open') {
    await persist(insisting, 'seat taken', () => person.caller.post(`${at}/members`), seatedIn(team.id));
  } else if (team.joining === 'invite') {
    const offer = () => captain.post(`${at}/invitations`, { uses: '1', hours: '24' });
    const link = await persist(insisting, 'seat offered', offer, accepts(201));
    const accept = () => person.caller.post(`${link.json.location}/acceptance`);
    await persist(insisting, 'seat offer accepted', accept, async (answer, after) => {
      if (answer.status === 200 || answer.status === 201) return true;
      return after > 0 && (await isMember(stage, person, team)) ? true : undefined;
    });
  } else {
    const motivation = `I ask well. ${person.random.uuid()}`;
    const ask = () => person.caller.post(`${at}/requests`, { motivation });
    const request = await persist(insisting, 'seat asked for', ask, ({ status, json }, after) => {
      if (status === 201) return json.id as string;
      return status === 409 && after > 0 ? (json?.current?.id as string | undefined) : undefined;
    });
    await stage.think(person, 50, 600);
    const accept = () => captain.post(`/requests/${request}/acceptance`);
    await persist(insisting, 'seat granted', accept, ({ status, json }, after) =>
      status === 200 || (status === 409 && after > 0 && json?.current?.decision === 'accepted')
        ? true
        : undefined,
    );
  }
  team.members.push(person);
}

async function isMember(stage: Stage, person: Actor, team: Team): Promise<boolean> {
  const answer = await persist(
    stage.insisting,
    'team read',
    () => person.caller.get(`/teams/${team.id}.json`),
    accepts(200),
  );
  return answer.json.team.mine === true;
}
