// What the results are made from: the input of the ranking, and the words each team gets.
import type { Db } from '../../db/db';
import { WITHHELD } from '../../web/withheld';
import { challengesOf } from '../challenges/challenges.queries';
import type { ChallengeRow } from '../challenges/challenges.tables';
import { allConflicts } from '../jury/jury.conflicts.queries';
import { criteriaOf, findRound } from '../rounds/rounds.queries';
import type { RoundRow } from '../rounds/rounds.tables';
import { handedInSubmissions } from '../submissions/submissions.queries';
import { countSentences, SENTENCES_NEEDED } from './sheets.policy';

/** The shape that rank() and checkRound() take; ids as they are in the database. */
export interface RoundInput {
  scale: { min: number; max: number; step: number };
  criteria: { id: string; weight: number }[];
  submissions: string[];
  jurors: string[];
  conflicts: { submission: string; juror: string }[];
  scores: { submission: string; juror: string; criterion: string; score: number }[];
  method: RoundRow['method'];
}

/** Sheets that count: handed in, of a proposal that was handed in, without any conflict. */
export async function roundInput(db: Db, roundId: string): Promise<RoundInput> {
  const round: RoundRow = await db('rounds')
    .select('id', 'hackathon_id', 'method')
    .select(db.raw('scale_min::float8 as scale_min, scale_max::float8 as scale_max'))
    .select(db.raw('scale_step::float8 as scale_step'))
    .where({ id: roundId })
    .first();
  const criteria = await criteriaOf(db, roundId);
  const handedIn = await handedInSubmissions(db, round.hackathon_id);
  const submissionOf = new Map(handedIn.map((one) => [one.team_id, one.id]));
  const submissions = new Set(handedIn.map((one) => one.id));
  const sheets: SheetOfJuror[] = await db('sheets')
    .select('id', 'submission_id', 'juror_id', 'handed_in_at', 'conflict_at')
    .where({ round_id: roundId })
    .orderBy(['submission_id', 'juror_id']);
  const jurors = new Set(sheets.map((sheet) => sheet.juror_id));
  const barred = new Map<string, { submission: string; juror: string }>();
  const bar = (submission: string, juror: string) => {
    if (submissions.has(submission) && jurors.has(juror))
      barred.set(`${submission} ${juror}`, { submission, juror });
  };
  for (const sheet of sheets) if (sheet.conflict_at) bar(sheet.submission_id, sheet.juror_id);
  for (const pair of await allConflicts(db, round.hackathon_id))
    bar(submissionOf.get(pair.team_id) ?? '', pair.juror_id);
  const counted = sheets.filter(
    (sheet) =>
      sheet.handed_in_at &&
      submissions.has(sheet.submission_id) &&
      !barred.has(`${sheet.submission_id} ${sheet.juror_id}`),
  );
  return {
    scale: { min: round.scale_min, max: round.scale_max, step: round.scale_step },
    criteria: criteria.map(({ id, weight }) => ({ id, weight })),
    submissions: [...submissions].sort(),
    jurors: [...jurors].sort(),
    conflicts: [...barred.values()],
    scores: await scoresOfSheets(db, counted, new Set(criteria.map((one) => one.id))),
    method: round.method,
  };
}

/** What is ranked by itself: the whole hackathon, or one challenge with its proposals. */
export interface RoundPart {
  challenge: Pick<ChallengeRow, 'id' | 'slug' | 'title'> | null;
  input: RoundInput;
}

/** The rankings that a round makes, by its scope; challenges in their order, those without a proposal left out. */
export async function roundParts(
  db: Db,
  round: Pick<RoundRow, 'id' | 'hackathon_id' | 'scope'>,
): Promise<RoundPart[]> {
  const whole = await roundInput(db, round.id);
  if (round.scope === 'hackathon') return [{ challenge: null, input: whole }];
  const handedIn = await handedInSubmissions(db, round.hackathon_id);
  const challenges = await challengesOf(db, round.hackathon_id);
  return challenges
    .map(({ id, slug, title }) => {
      const own = new Set(handedIn.filter((one) => one.challenge_id === id).map((one) => one.id));
      return { challenge: { id, slug, title }, input: inputOf(whole, own) };
    })
    .filter((part) => part.input.submissions.length > 0);
}

/** Only what is about these proposals, and the jurors who scored one of them or must not. */
export function inputOf(whole: RoundInput, submissions: ReadonlySet<string>): RoundInput {
  const about = (one: { submission: string }) => submissions.has(one.submission);
  const scores = whole.scores.filter(about);
  const conflicts = whole.conflicts.filter(about);
  const jurors = new Set([...scores, ...conflicts].map((one) => one.juror));
  return {
    ...whole,
    submissions: whole.submissions.filter((id) => submissions.has(id)),
    jurors: whole.jurors.filter((id) => jurors.has(id)),
    conflicts,
    scores,
  };
}

interface SheetOfJuror {
  id: string;
  submission_id: string;
  juror_id: string;
  handed_in_at: Date | null;
  conflict_at: Date | null;
}

async function scoresOfSheets(
  db: Db,
  sheets: readonly SheetOfJuror[],
  criteria: ReadonlySet<string>,
): Promise<RoundInput['scores']> {
  const byId = new Map(sheets.map((sheet) => [sheet.id, sheet]));
  const rows: { sheet_id: string; criterion_id: string; score: number }[] = await db('scores')
    .select('sheet_id', 'criterion_id', db.raw('score::float8 as score'))
    .whereRaw('sheet_id = any(?)', [[...byId.keys()]])
    .orderBy(['sheet_id', 'criterion_id']);
  return rows
    .filter((row) => criteria.has(row.criterion_id))
    .map((row) => ({
      submission: byId.get(row.sheet_id)!.submission_id,
      juror: byId.get(row.sheet_id)!.juror_id,
      criterion: row.criterion_id,
      score: row.score,
    }));
}

export interface FeedbackState {
  submission: string;
  team: { id: string; name: string };
  /** Over all handed-in sheets without conflict and the chair's words. */
  sentences: number;
  enough: boolean;
  /** How many jurors wrote in another language than the team's and ask for a translation. */
  toTranslate: number;
  chair: string;
}

/** For each proposal that was handed in: whether its team gets the words it was promised. */
export async function feedbackState(db: Db, hackathonId: string): Promise<FeedbackState[]> {
  const handedIn = await handedInSubmissions(db, hackathonId);
  const round = await findRound(db, hackathonId);
  const texts = new Map<string, string[]>();
  const chairs = new Map<string, string>();
  const marked = new Map<string, number>();
  if (round) {
    const barred = new Set(
      (await allConflicts(db, hackathonId)).map((pair) => `${pair.juror_id} ${pair.team_id}`),
    );
    const teams = new Map(handedIn.map((one) => [one.id, one.team_id]));
    const sheets = await db('sheets')
      .select('submission_id', 'juror_id', 'feedback', 'to_translate')
      .where({ round_id: round.id })
      .whereNotNull('handed_in_at')
      .whereNull('conflict_at');
    for (const sheet of sheets) {
      if (barred.has(`${sheet.juror_id} ${teams.get(sheet.submission_id)}`)) continue;
      texts.set(sheet.submission_id, [...(texts.get(sheet.submission_id) ?? []), sheet.feedback]);
      if (sheet.to_translate) marked.set(sheet.submission_id, (marked.get(sheet.submission_id) ?? 0) + 1);
    }
    const written = await db('jury_feedback').select('submission_id', 'text').where({ round_id: round.id });
    for (const row of written) chairs.set(row.submission_id, row.text);
  }
  return handedIn.map((one) => {
    const chair = chairs.get(one.id) ?? '';
    const sentences = [...(texts.get(one.id) ?? []), chair].reduce(
      // Words that a moderator withdrew were given: nobody owes the team others.
      (sum, text) => sum + (text === WITHHELD ? SENTENCES_NEEDED : countSentences(text)),
      0,
    );
    return {
      submission: one.id,
      team: { id: one.team_id, name: one.team },
      sentences,
      enough: sentences >= SENTENCES_NEEDED,
      toTranslate: marked.get(one.id) ?? 0,
      chair,
    };
  });
}

/** An empty text takes the chair's words back. */
export async function writeFeedback(
  trx: Db,
  given: { roundId: string; submissionId: string; text: string; by: string; at: Date },
): Promise<void> {
  if (given.text === '') {
    await trx('jury_feedback').where({ round_id: given.roundId, submission_id: given.submissionId }).delete();
    return;
  }
  await trx('jury_feedback')
    .insert({
      round_id: given.roundId,
      submission_id: given.submissionId,
      text: given.text,
      written_by: given.by,
      written_at: given.at,
    })
    .onConflict(['round_id', 'submission_id'])
    .merge(['text', 'written_by', 'written_at']);
}
