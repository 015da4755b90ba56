// Reads and writes of the exercise. Nothing here is read by a ranking.
import type { Db } from '../../db/db';
import type { SampleNumber, SampleRemark, SampleRow, SampleScore } from './exercise.tables';

export async function samplesOf(db: Db, hackathonId: string): Promise<SampleRow[]> {
  return db('sample_proposals').select('number', 'title', 'text').where({ hackathon_id: hackathonId });
}

export async function saveSample(
  trx: Db,
  hackathonId: string,
  sample: SampleRow,
  written: { by: string; at: Date },
): Promise<void> {
  const words = { title: JSON.stringify(sample.title), text: JSON.stringify(sample.text) };
  const who = { written_by: written.by, written_at: written.at };
  await trx('sample_proposals')
    .insert({ hackathon_id: hackathonId, number: sample.number, ...words, ...who })
    .onConflict(['hackathon_id', 'number'])
    .merge({ ...words, ...who });
}

/** Of points that still count, by name of the juror. */
export async function sampleScoresOf(db: Db, hackathonId: string): Promise<SampleScore[]> {
  return db('sample_scores as s')
    .join('criteria as c', { 'c.round_id': 's.round_id', 'c.id': 's.criterion_id' })
    .join('people as p', 'p.id', 's.juror_id')
    .select('s.number', 's.juror_id', 's.criterion_id', { juror: 'p.display_name' })
    .select(db.raw('s.score::float8 as score'))
    .where({ 's.hackathon_id': hackathonId })
    .whereNull('c.removed_at')
    .orderBy(['p.display_name', 'p.id']);
}

/** The examples a juror has scored. */
export async function samplesScoredBy(db: Db, hackathonId: string, jurorId: string): Promise<SampleNumber[]> {
  return db('sample_scores')
    .where({ hackathon_id: hackathonId, juror_id: jurorId })
    .distinct('number')
    .orderBy('number')
    .pluck('number');
}

export async function sampleIsScored(db: Db, hackathonId: string, number: SampleNumber): Promise<boolean> {
  const row = await db('sample_scores').select('number').where({ hackathon_id: hackathonId, number }).first();
  return row !== undefined;
}

/** False for whoever scored this example before: the first scores stay. */
export async function insertSampleScores(
  trx: Db,
  of: { hackathonId: string; number: SampleNumber; jurorId: string; roundId: string; at: Date },
  scores: readonly { criterion: string; score: number }[],
): Promise<boolean> {
  const made = await trx('sample_scores')
    .insert(
      scores.map(({ criterion, score }) => ({
        hackathon_id: of.hackathonId,
        number: of.number,
        juror_id: of.jurorId,
        round_id: of.roundId,
        criterion_id: criterion,
        score,
        scored_at: of.at,
      })),
    )
    .onConflict(['hackathon_id', 'number', 'juror_id', 'criterion_id'])
    .ignore()
    .returning('criterion_id');
  return made.length === scores.length;
}

const MOST_REMARKS = 100;

/** The last hundred, in the order in which they were written. */
export async function remarksOf(db: Db, hackathonId: string): Promise<SampleRemark[]> {
  const last = await db('sample_remarks as r')
    .join('people as p', 'p.id', 'r.person_id')
    .select('r.id', 'r.text', 'r.written_at', 'r.person_id', { name: 'p.display_name' })
    .where({ 'r.hackathon_id': hackathonId })
    .orderBy([
      { column: 'r.written_at', order: 'desc' },
      { column: 'r.id', order: 'desc' },
    ])
    .limit(MOST_REMARKS);
  return last.reverse();
}

export async function remarkById(
  db: Db,
  id: string,
): Promise<{ hackathon_id: string; person_id: string; text: string } | undefined> {
  return db('sample_remarks').select('hackathon_id', 'person_id', 'text').where({ id }).first();
}

export async function changeRemark(trx: Db, id: string, text: string): Promise<void> {
  await trx('sample_remarks').where({ id }).update({ text });
}

export async function insertRemark(
  trx: Db,
  remark: { id: string; hackathon_id: string; person_id: string; text: string; written_at: Date },
): Promise<void> {
  await trx('sample_remarks').insert(remark);
}

export async function exerciseOf(db: Db, personId: string): Promise<Record<string, unknown>> {
  return {
    scoresOnExamples: await db('sample_scores')
      .select({ example: 'number', criterion: 'criterion_id', score: 'score', at: 'scored_at' })
      .where({ juror_id: personId })
      .orderBy(['scored_at', 'number', 'criterion_id']),
    remarksOnExamples: await db('sample_remarks')
      .select({ text: 'text', at: 'written_at' })
      .where({ person_id: personId })
      .orderBy('written_at'),
    examplesWritten: await db('sample_proposals')
      .select({ example: 'number', title: 'title', text: 'text', at: 'written_at' })
      .where({ written_by: personId })
      .orderBy(['written_at', 'number']),
  };
}

export async function forgetExercise(trx: Db, personId: string): Promise<void> {
  await trx('sample_scores').where({ juror_id: personId }).delete();
  await trx('sample_remarks').where({ person_id: personId }).delete();
}
