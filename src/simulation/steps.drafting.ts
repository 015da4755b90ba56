// The proposal: two write at once and merge, files, advice and its answer, the hand-in.
import type { Json } from './http.caller';
import { accepts, persist } from './persist';
import type { Actor, Stage, Team } from './stage';
import { onceOnly } from './steps.teams';

const KEYS = ['problem', 'affected', 'evidence', 'proposal', 'authority', 'cost', 'first_step'];

export async function draftOf(stage: Stage, { caller }: Actor, team: Team): Promise<Json> {
  const read = () => caller.get(`/teams/${team.id}/submission.json`);
  return (await persist(stage.insisting, 'draft read', read, accepts(200))).json.submission;
}

/**
 * Saves on top of a version. A stale one is merged with what is there and saved again. Where the answer was
 * lost, the same text on the same version is harmless: saved already, it makes no new version.
 */
async function saveSection(
  stage: Stage,
  actor: Actor,
  team: Team,
  key: string,
  given: { text: string; version: number },
) {
  let { text, version } = given;
  for (;;) {
    const base = version;
    const fields = { [`section[${key}]`]: text, [`version[${key}]`]: String(base) };
    const send = () => actor.caller.post(`/submissions/${team.submission}/draft`, fields);
    const outcome = await persist(stage.insisting, 'section saved', send, ({ status, json }, after) => {
      if (status === 200) return { version: json.version as number };
      return status === 409
        ? { current: json.current[key] as { text: string; version: number }, after }
        : undefined;
    });
    if ('version' in outcome) {
      stage.ledger.saves.push({ submission: team.submission, key, text, version: outcome.version });
      return;
    }
    const { current, after } = outcome;
    // Saved, unanswered, and written over by somebody who saw it: nobody can say more than “perhaps”.
    if (after > 0) stage.ledger.saves.push({ submission: team.submission, key, text });
    text = `${current.text}\n${given.text} ${actor.random.uuid()}`.slice(-3_000);
    version = current.version;
  }
}

/** Half of the sections are written by two people at once. */
export async function write(stage: Stage, team: Team): Promise<void> {
  const captain = team.members[0]!;
  const draft = await draftOf(stage, captain, team);
  team.submission = draft.id;
  for (const [index, key] of KEYS.entries()) {
    await stage.think(captain, 100, 1_200);
    const { version } = draft.sections[key];
    const writers = index % 2 === 0 ? team.members.slice(0, 2) : team.members.slice(0, 1);
    await Promise.all(
      writers.map((actor) => {
        const text = `Our words on ${key}: ${actor.random.uuid()}`;
        return saveSection(stage, actor, team, key, { text, version });
      }),
    );
  }
}

export async function attach(stage: Stage, actor: Actor, team: Team): Promise<void> {
  const name = `letter-${actor.random.uuid()}.pdf`;
  const filler = Buffer.alloc(actor.random.whole(500, 60_000), actor.random.uuid());
  const bytes = Buffer.concat([
    Buffer.from('%PDF-1.4\n1 0 obj<<>>endobj\n', 'latin1'),
    filler,
    Buffer.from('\ntrailer<<>>\nstartxref\n9\n%%EOF\n', 'latin1'),
  ]);
  const { submission } = team;
  await onceOnly(
    stage,
    'file uploaded',
    () => actor.caller.upload(`/submissions/${submission}/files`, { name, bytes, type: 'application/pdf' }),
    async () => (await draftOf(stage, actor, team)).files.find((file: Json) => file.name === name)?.id,
    (id) => stage.ledger.files.push({ submission, name, bytes, id }),
  );
}

/** An adviser reads and advises twice; a member answers each. */
export async function giveFeedback(stage: Stage, expert: Actor, team: Team): Promise<void> {
  if (team.submission === '') team.submission = (await draftOf(stage, team.members[0]!, team)).id;
  const { submission } = team;
  for (const kind of ['question', 'suggestion']) {
    await stage.think(expert, 100, 800);
    const body = `Who is “us”? ${expert.random.uuid()}`;
    const advice = { section: expert.random.pick(KEYS), kind, body };
    const id = await onceOnly(
      stage,
      'advice given',
      () => expert.caller.post(`/submissions/${submission}/feedback`, advice),
      async () => (await draftOf(stage, expert, team)).feedback.find((one: Json) => one.body === body)?.id,
      (given) => stage.ledger.feedback.push({ submission, body, id: given }),
    );
    const member = expert.random.pick(team.members);
    const answer = expert.random.chance(0.5) ? 'taken' : 'not-taken';
    const send = () =>
      member.caller.post(`/feedback/${id}/answer`, { answer, because: 'The next part says it.' });
    await persist(stage.insisting, 'advice answered', send, accepts(200));
    stage.ledger.feedback.find((one) => one.id === id)!.answer = answer;
  }
}

/** The same content twice is one hand-in, whoever sends it. */
export async function handIn(stage: Stage, team: Team): Promise<void> {
  for (const actor of team.members.slice(0, 2)) {
    const send = () => actor.caller.post(`/submissions/${team.submission}/versions`);
    const answer = await persist(stage.insisting, 'handed in', send, accepts(200, 201));
    stage.ledger.handIns.push({ submission: team.submission, id: answer.json.id });
  }
}
