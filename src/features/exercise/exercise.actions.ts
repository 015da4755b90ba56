// The exercise: a juror scores an example once, an organiser writes other examples, everybody who is through talks.
import { recordActivity } from '../../db/activity';
import type { Db } from '../../db/db';
import type { Deps } from '../../deps';
import { Conflict, type FieldFault, Forbidden, InvalidInput, NotFound } from '../../errors';
import { newId } from '../../ids';
import type { Person } from '../../web/request';
import { factsOf, hackathonBySlug, holdPhases } from '../hackathons/hackathons.queries';
import { requireOrganiser, requireVisible } from '../hackathons/hackathons.rights';
import { requireVoice } from '../moderation/moderation.rights';
import { deliberationBegan, judgingOver, scoreFrom } from '../rounds/rounds.policy';
import { criteriaOf, lockRound, roundOf, shareRound } from '../rounds/rounds.queries';
import { requireRole, scaleOf } from '../rounds/rounds.rights';
import type { SampleScores, SampleText } from './exercise.input';
import { seesAll } from './exercise.policy';
import {
  insertRemark,
  insertSampleScores,
  sampleIsScored,
  samplesScoredBy,
  saveSample,
} from './exercise.queries';
import { SAMPLES, type SampleNumber } from './exercise.tables';

async function hold(trx: Db, deps: Deps, person: Person, slug: string) {
  const hackathon = await hackathonBySlug(trx, slug);
  if (!hackathon) throw new NotFound();
  await holdPhases(trx, hackathon.id);
  const facts = await factsOf(trx, deps.clock, hackathon, person.id);
  requireVisible(hackathon, facts.roles);
  return { hackathon, facts };
}

/** All points of an example at once, and only once: what others gave is shown after it. */
export async function scoreSample(
  deps: Deps,
  person: Person,
  slug: string,
  number: SampleNumber,
  input: SampleScores,
): Promise<{ left: number }> {
  return deps.db.transaction(async (trx) => {
    const { hackathon, facts } = await hold(trx, deps, person, slug);
    requireRole(facts, 'juror');
    const round = await shareRound(trx, (await roundOf(trx, hackathon.id)).id);
    if (judgingOver(facts, round.locked_at)) throw new Forbidden('exercise.refused.over');
    const criteria = await criteriaOf(trx, round.id);
    if (criteria.length === 0) throw new Conflict('exercise.refused.noCriteria', {});
    const scale = scaleOf(round);
    const faults: Record<string, FieldFault> = {};
    const scores: { criterion: string; score: number }[] = [];
    const known = new Set(criteria.map((one) => one.id));
    for (const name of Object.keys(input.score))
      if (!known.has(name)) faults[`score[${name}]`] = { key: 'jury.fault.criterion' };
    for (const { id } of criteria) {
      const text = input.score[id];
      const score = text === undefined ? null : scoreFrom(text, scale);
      if (score !== null) scores.push({ criterion: id, score });
      else if (text === undefined) faults[`score[${id}]`] = { key: 'jury.fault.unscored' };
      else faults[`score[${id}]`] = { key: 'jury.fault.score', params: { min: scale.min, max: scale.max } };
    }
    if (Object.keys(faults).length > 0) throw new InvalidInput(faults);
    const of = { hackathonId: hackathon.id, number, jurorId: person.id, roundId: round.id, at: facts.now };
    if (!(await insertSampleScores(trx, of, scores)))
      throw new Conflict('exercise.refused.scored', { number });
    await recordActivity(trx, {
      at: facts.now,
      personId: person.id,
      act: 'scoreSample',
      subject: { kind: 'round', id: round.id },
      hackathonId: hackathon.id,
      details: { number },
    });
    const scored = await samplesScoredBy(trx, hackathon.id, person.id);
    return { left: SAMPLES.length - scored.length };
  });
}

/** Until somebody scored it: what was scored must stay what it was. */
export async function writeSample(
  deps: Deps,
  person: Person,
  slug: string,
  number: SampleNumber,
  input: SampleText,
): Promise<void> {
  await deps.db.transaction(async (trx) => {
    const { hackathon, facts } = await hold(trx, deps, person, slug);
    requireOrganiser(hackathon, facts.roles);
    await requireVoice(trx, hackathon.id, person, facts.now);
    // Whoever scores shares the round.
    await lockRound(trx, (await roundOf(trx, hackathon.id)).id);
    if (await sampleIsScored(trx, hackathon.id, number))
      throw new Conflict('exercise.refused.begun', { number });
    await saveSample(trx, hackathon.id, { number, ...input }, { by: person.id, at: facts.now });
    await recordActivity(trx, {
      at: facts.now,
      personId: person.id,
      act: 'writeSample',
      subject: { kind: 'hackathon', id: hackathon.id },
      hackathonId: hackathon.id,
      details: { number },
    });
  });
}

export async function remark(
  deps: Deps,
  person: Person,
  slug: string,
  text: string,
): Promise<{ id: string }> {
  return deps.db.transaction(async (trx) => {
    const { hackathon, facts } = await hold(trx, deps, person, slug);
    requireRole(facts, 'juror', 'organiser');
    const scored = await samplesScoredBy(trx, hackathon.id, person.id);
    if (!seesAll(facts.roles, scored)) throw new Forbidden('exercise.refused.first');
    if (deliberationBegan(facts)) throw new Forbidden('exercise.refused.over');
    await requireVoice(trx, hackathon.id, person, facts.now);
    const id = newId();
    await insertRemark(trx, {
      id,
      hackathon_id: hackathon.id,
      person_id: person.id,
      text,
      written_at: facts.now,
    });
    return { id };
  });
}
