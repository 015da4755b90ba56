// Hundreds of the same at once: one seat, one claim, one version, one message, one hand-in, one slug.
import type { Answer } from '../simulation/http.caller';
import { accepts, persist } from '../simulation/persist';
import { type Actor, createStage, eachOf, type Stage } from '../simulation/stage';
import { draftOf } from '../simulation/steps.drafting';
import { H, signUp } from '../simulation/steps.founding';
import { callForHelp } from '../simulation/steps.rooms';
import { fillDraft, stagedTeams } from './staged';
import { atMost, type Given, type Target, type Verdict } from './trial';

interface Race {
  stage: Stage;
  tries: number;
  /** How often the race that runs was told “not now”. */
  later: number;
  did: string[];
  faults: string[];
}

const won = ({ status }: Answer) => status === 200 || status === 201;

function tally(answers: readonly Answer[]): string {
  const codes = new Map<number, number>();
  for (const { status } of answers) codes.set(status, (codes.get(status) ?? 0) + 1);
  return [...codes].map(([status, count]) => `${count} × ${status}`).join(', ');
}

/** Every code but those is a fault. */
function only(race: Race, what: string, answers: readonly Answer[], codes: readonly number[]): void {
  for (const { status, text } of answers)
    if (!codes.includes(status)) race.faults.push(`${what}: ${status} ${text.slice(0, 120)}`);
  const later = race.later > 0 ? `; ${race.later} × 503 on the way` : '';
  race.did.push(`${what}: ${answers.length} at once, ${tally(answers)}${later}`);
  race.later = 0;
}

/**
 * All at once. Who is told “not now” asks again, as a good client does: had anything been done all the same, the
 * count of winners would be wrong. To get no answer at all is a fault, for nobody kills the server here.
 */
const allAt = (race: Race, tries: number, send: (index: number) => Promise<Answer>) =>
  Promise.all(
    Array.from({ length: tries }, (_, index) =>
      persist(
        race.stage.insisting,
        'raced',
        async () => {
          const answer = await send(index).catch((error: Error) => {
            race.faults.push(
              `no answer: ${error.message} ${(error.cause as Error | undefined)?.message ?? ''}`,
            );
            throw error;
          });
          if (answer.status === 503) race.later += 1;
          return answer;
        },
        (answer) => answer,
      ),
    ),
  );

async function lastSeat(race: Race): Promise<void> {
  const { stage, tries } = race;
  const team = stage.teams[0]!;
  const others = stage.cast.people.filter((person) => !team.members.includes(person));
  const { seats } = (await team.members[0]!.caller.get(`/teams/${team.id}.json`)).json.team;
  const free = seats - team.members.length;
  const winners = new Set<Actor>();
  const answers = await allAt(race, tries, async (index) => {
    const person = others[index % others.length]!;
    const answer = await person.caller.post(`/teams/${team.id}/members`);
    if (won(answer)) winners.add(person);
    return answer;
  });
  only(race, 'last seats', answers, [200, 201, 409]);
  const { seatsTaken } = (await stage.cast.founder.caller.get(`/teams/${team.id}.json`)).json.team;
  if (winners.size !== free || seatsTaken !== seats)
    race.faults.push(
      `last seats: ${winners.size} people won ${free} seats, ${seatsTaken} of ${seats} are taken`,
    );
}

async function claim(race: Race): Promise<void> {
  const { stage, tries } = race;
  await callForHelp(stage, stage.teams[0]!);
  const { experts } = stage.cast;
  const queue = (await experts[0]!.caller.get(`${H(stage)}/help-requests.json`)).json.requests;
  const winners = new Set<Actor>();
  const answers = await allAt(race, tries, async (index) => {
    const expert = experts[index % experts.length]!;
    const answer = await expert.caller.post(`/help-requests/${queue[0].id}/claim`);
    if (won(answer)) winners.add(expert);
    return answer;
  });
  only(race, 'one call for help', answers, [200, 409]);
  if (winners.size !== 1) race.faults.push(`one call for help: ${winners.size} experts have it`);
}

async function doubleSave(race: Race): Promise<void> {
  const { stage, tries } = race;
  const team = stage.teams[0]!;
  await fillDraft(stage, team.members[0]!, team, 'Before');
  const { version } = (await draftOf(stage, team.members[0]!, team)).sections.problem;
  let kept = '';
  const answers = await allAt(race, tries, async (index) => {
    const text = `Words of try ${index}.`;
    const fields = { 'section[problem]': text, 'version[problem]': String(version) };
    const member = team.members[index % team.members.length]!;
    const answer = await member.caller.post(`/submissions/${team.submission}/draft`, fields);
    if (won(answer)) kept = text;
    return answer;
  });
  only(race, 'one version of a section', answers, [200, 409]);
  const after = (await draftOf(stage, team.members[0]!, team)).sections.problem;
  const winners = answers.filter(won).length;
  if (winners !== 1 || after.version !== version + 1 || after.text !== kept)
    race.faults.push(
      `one version of a section: ${winners} saves won, version ${version} became ${after.version}`,
    );
}

async function sameMessage(race: Race): Promise<void> {
  const { stage, tries } = race;
  const team = stage.teams[0]!;
  const actor = team.members[0]!;
  const client_id = actor.random.uuid();
  const live = await actor.live();
  await live.follow(team.room);
  const overSocket = Array.from({ length: Math.ceil(tries / 4) }, () =>
    live.post(team.room, client_id, 'Once'),
  );
  const answers = await allAt(race, tries, () =>
    actor.caller.post(`/rooms/${team.room}/messages`, { body: 'Once', client_id }),
  );
  only(race, 'one message', answers, [200, 201]);
  const numbers = new Set([
    ...(await Promise.all(overSocket)).map((one) => one.seq),
    ...answers.map((one) => one.json?.seq),
  ]);
  if (numbers.size !== 1) race.faults.push(`one message: it has ${numbers.size} numbers`);
}

async function sameHandIn(race: Race): Promise<void> {
  const { stage, tries } = race;
  const team = stage.teams[0]!;
  const answers = await allAt(race, tries, (index) =>
    team.members[index % team.members.length]!.caller.post(`/submissions/${team.submission}/versions`),
  );
  only(race, 'one hand-in', answers, [200, 201]);
  const { versions } = await draftOf(stage, team.members[0]!, team);
  const ids = new Set(answers.map((one) => one.json?.id));
  if (versions.length !== 1 || ids.size !== 1)
    race.faults.push(`one hand-in: ${versions.length} are kept, ${ids.size} were answered`);
}

async function sameName(race: Race): Promise<void> {
  const { stage, tries } = race;
  const given = {
    slug: `${stage.slug}-b`,
    'title[en]': 'The same',
    template: 'weekend',
    starts_on: '2028-05-05',
    zone: 'UTC',
    languages: 'en',
  };
  const answers = await allAt(race, tries, () => stage.cast.founder.caller.post('/hackathons', given));
  only(race, 'one address', answers, [201, 409]);
  const winners = answers.filter(won).length;
  if (winners !== 1) race.faults.push(`one address: ${winners} hackathons were founded`);
}

/** Two who score the same sheet's version: the same juror on two devices. */
async function sameSheet(race: Race): Promise<void> {
  const { stage, tries } = race;
  const { founder, jurors } = stage.cast;
  const phase = (key: string, fields: Record<string, string>) =>
    persist(
      stage.insisting,
      'phase moved',
      () => founder.caller.post(`${H(stage)}/phases/${key}`, { ...fields, reason: 'On' }),
      accepts(200),
    );
  await phase('drafting', { closes_at: 'now' });
  await phase('judging', { opens_at: 'now' });
  const given = await allAt(race, Math.ceil(tries / 8), () =>
    founder.caller.post(`${H(stage)}/assignments`, { balanced: '1' }),
  );
  only(race, 'sheets given out', given, [200, 201, 409]);
  const lists = await Promise.all(
    jurors.map(async ({ caller }) => (await caller.get(`${H(stage)}/jury.json`)).json.sheets),
  );
  const sheets = lists.flat();
  if (sheets.length !== 1) race.faults.push(`sheets given out: ${sheets.length} instead of 1`);
  const juror = jurors[lists.findIndex((list) => list.length > 0)]!;
  const [sheet] = sheets;
  const answers = await allAt(race, tries, (index) =>
    juror.caller.post(`/sheets/${sheet.id}`, { note: `Try ${index}.`, version: String(sheet.version) }),
  );
  only(race, 'one version of a sheet', answers, [200, 409]);
  const winners = answers.filter(won).length;
  if (winners !== 1) race.faults.push(`one version of a sheet: ${winners} saves won`);
}

export async function racesTrial(target: Target, { seed, small, progress }: Given): Promise<Verdict> {
  const tries = small ? 40 : 300;
  const people = small ? 14 : 44;
  progress.show(0, `races: ${people} people get ready`);
  const sizes = { teams: 1, people: 3, experts: small ? 3 : 8, jurors: 2 };
  const stage = await stagedTeams(target, `races ${seed}`, sizes);
  await addPeople(stage, people - 3);
  const race: Race = { stage, tries, later: 0, did: [], faults: [] };
  for (const [index, run] of [
    lastSeat,
    claim,
    doubleSave,
    sameMessage,
    sameHandIn,
    sameName,
    sameSheet,
  ].entries()) {
    progress.show(0.2 + index * 0.1, 'races');
    await run(race).catch((error: Error) => race.faults.push(`${run.name}: ${error.message}`));
  }
  stage.end();
  return { name: 'races', did: race.did, faults: atMost([...race.faults, ...target.faults()]) };
}

/** People of the hackathon without a team. */
async function addPeople(stage: Stage, count: number): Promise<void> {
  const more = createStage({
    base: stage.base,
    sizes: { ...stage.sizes, people: count },
    seed: `${stage.slug} more`,
    pace: 0,
  });
  await eachOf(more.cast.people, 8, async (person) => {
    await signUp(stage, person);
    const join = () => person.caller.post(`${H(stage)}/participation`, { age: 'within' });
    await persist(stage.insisting, 'joined', join, accepts(200, 201));
  });
  stage.cast.people.push(...more.cast.people);
}
