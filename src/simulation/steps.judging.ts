// From the sheets to the answer of the authority.
import type { Json } from './http.caller';
import { accepts, persist } from './persist';
import { type Actor, eachOf, type Stage } from './stage';
import { H } from './steps.founding';

const SHEETS_EACH = 3;

export async function assign(stage: Stage): Promise<void> {
  const { caller } = stage.cast.founder;
  const each = String(Math.min(SHEETS_EACH, stage.cast.jurors.length));
  const send = () => caller.post(`${H(stage)}/assignments`, { balanced: each });
  // The second time nothing is left to give out.
  await persist(stage.insisting, 'sheets given out', send, ({ status }, after) =>
    status === 200 || status === 201 || (status === 409 && after > 0) ? true : undefined,
  );
}

export async function sheetsOf(stage: Stage, { caller }: Actor): Promise<Json[]> {
  const read = () => caller.get(`${H(stage)}/jury.json`);
  return (await persist(stage.insisting, 'sheets listed', read, accepts(200))).json.sheets;
}

export async function judge(stage: Stage, juror: Actor): Promise<void> {
  for (const sheet of await sheetsOf(stage, juror)) await fillSheet(stage, juror, sheet);
}

async function fillSheet(stage: Stage, juror: Actor, sheet: Json): Promise<void> {
  const { insisting } = stage;
  const at = `/sheets/${sheet.id}`;
  const { caller, random } = juror;
  await persist(insisting, 'sheet read', () => caller.page(at), accepts(200));
  let version = sheet.version as number;
  const save = async (fields: Record<string, string>, isThere: (current: Json) => boolean) => {
    await stage.think(juror, 150, 1_200);
    const send = () => caller.post(at, { ...fields, version: String(version) });
    // Stale after no answer: nobody else writes here, so what stands there now is what was sent.
    version = await persist(insisting, 'sheet saved', send, ({ status, json }, after) => {
      if (status === 200) return json.version as number;
      return status === 409 && after > 0 && isThere(json.current)
        ? (json.current.version as number)
        : undefined;
    });
  };
  const scores: Record<string, number> = {};
  for (const { id } of sheet.criteria as { id: string }[]) {
    const score = random.whole(sheet.scale.min, sheet.scale.max);
    await save({ [`score[${id}]`]: String(score) }, (current) => Number(current.score?.[id]) === score);
    scores[id] = score;
  }
  const feedback = `Clear and brave ${random.uuid()}. Say who pays for it.`;
  await save({ feedback }, (current) => current.feedback === feedback);
  // Handing in twice is as good as once.
  await persist(insisting, 'sheet handed in', () => caller.post(`${at}/handing-in`), accepts(200));
  stage.ledger.sheets.push({
    id: sheet.id,
    submission: sheet.submission,
    juror: juror.login,
    scores,
    feedback,
  });
}

export async function publish(stage: Stage): Promise<void> {
  const { caller } = stage.cast.founder;
  const send = () => caller.post(`${H(stage)}/results/publication`, { after: '0' });
  await persist(stage.insisting, 'published', send, ({ status, json }, after) =>
    status === 201 || (status === 409 && after > 0 && json.current?.publication === 1) ? true : undefined,
  );
}

/** The first three places go to the authority, which answers each. */
export async function recommend(stage: Stage): Promise<void> {
  const { founder, authority } = stage.cast;
  const read = () => founder.caller.get(`${H(stage)}/results.json`);
  const results = (await persist(stage.insisting, 'results read', read, accepts(200))).json;
  const best = (results.rankings[0].entries as Json[]).slice(0, 3);
  await eachOf(best, 3, async ({ submission }) => {
    const send = () =>
      founder.caller.post(`/submissions/${submission}/recommendation`, { authority: authority.login });
    const id = await persist(stage.insisting, 'recommended', send, ({ status, json }, after) =>
      status === 201 || (status === 409 && after > 0)
        ? ((json.id ?? json.current?.id) as string | undefined)
        : undefined,
    );
    await stage.think(authority, 100, 800);
    const reason = `We start with one school in May ${authority.random.uuid()}.`;
    const answer = () =>
      authority.caller.post(`/recommendations/${id}/answer`, { decision: 'partly', reason });
    await persist(stage.insisting, 'answered', answer, ({ status, json }, after) =>
      status === 200 || (status === 409 && after > 0 && json.current?.reason === reason) ? true : undefined,
    );
    stage.ledger.recommendations.push({ id, reason });
  });
}
