// What organisers do to the criteria: write, change, take away, until the first sheet was handed in.
import { recordActivity } from '../../db/activity';
import type { Db } from '../../db/db';
import type { Deps } from '../../deps';
import { Conflict, type FieldFault, InvalidInput, NotFound } from '../../errors';
import type { Localized } from '../../i18n/locales';
import type { Person } from '../../web/request';
import { holdAsOrganiser } from '../hackathons/hackathons.actions';
import type { HackathonRow } from '../hackathons/hackathons.tables';
import type { CriterionInput } from './rounds.input';
import { levelsOf } from './rounds.policy';
import {
  criteriaOf,
  forgetRemovedCriterion,
  handedInCount,
  insertCriterion,
  lockRound,
  removeCriterion,
  roundOf,
  updateCriterion,
} from './rounds.queries';
import { scaleOf } from './rounds.rights';
import type { CriterionRow, RoundRow } from './rounds.tables';

const MOST_CRITERIA = 20;

/** An id that is not known yet becomes the name of a new criterion; without one the name is drawn. */
export async function writeCriterion(
  deps: Deps,
  person: Person,
  slug: string,
  input: CriterionInput,
): Promise<{ hackathon: HackathonRow; id: string; made: boolean }> {
  return deps.db.transaction(async (trx) => {
    const hackathon = await holdAsOrganiser(trx, person, slug);
    const round = await holdOpenRound(trx, hackathon.id);
    const criteria = await criteriaOf(trx, round.id);
    const old = input.id === undefined ? undefined : criteria.find((one) => one.id === input.id);
    if (!old && criteria.length >= MOST_CRITERIA)
      throw new InvalidInput({ title: { key: 'jury.fault.tooMany', params: { most: MOST_CRITERIA } } });
    const next = merged(round, old, input);
    if (!old && input.id !== undefined) await forgetRemovedCriterion(trx, round.id, input.id);
    const id = old?.id ?? (await insertCriterion(trx, { roundId: round.id, id: input.id, ...next }));
    if (old) await updateCriterion(trx, round.id, id, next);
    await recordActivity(trx, {
      at: await deps.clock.now(trx),
      personId: person.id,
      act: old ? 'changeCriterion' : 'writeCriterion',
      subject: { kind: 'criterion', id },
      hackathonId: hackathon.id,
      details: { weight: next.weight },
    });
    return { hackathon, id, made: !old };
  });
}

export async function takeCriterionAway(
  deps: Deps,
  person: Person,
  slug: string,
  id: string,
): Promise<{ hackathon: HackathonRow }> {
  return deps.db.transaction(async (trx) => {
    const hackathon = await holdAsOrganiser(trx, person, slug);
    const round = await holdOpenRound(trx, hackathon.id);
    if (!(await criteriaOf(trx, round.id)).some((one) => one.id === id)) throw new NotFound();
    const at = await deps.clock.now(trx);
    await removeCriterion(trx, round.id, id, at);
    await recordActivity(trx, {
      at,
      personId: person.id,
      act: 'removeCriterion',
      subject: { kind: 'criterion', id },
      hackathonId: hackathon.id,
    });
    return { hackathon };
  });
}

/** The round, alone in hand; 409 once a sheet was handed in or a ranking was published. */
async function holdOpenRound(trx: Db, hackathonId: string): Promise<RoundRow> {
  const round = await lockRound(trx, (await roundOf(trx, hackathonId)).id);
  const handedIn = await handedInCount(trx, round.id);
  if (handedIn > 0 || round.locked_at)
    throw new Conflict('jury.refused.criteriaLocked', { sheetsHandedIn: handedIn });
  return round;
}

function mergedTexts(old: Localized, given: Localized = {}): Localized {
  return Object.fromEntries(Object.entries({ ...old, ...given }).filter(([, text]) => text !== ''));
}

function merged(round: RoundRow, old: CriterionRow | undefined, input: CriterionInput) {
  const faults: Record<string, FieldFault> = {};
  const values = levelsOf(scaleOf(round)).map(String);
  const levels: Record<string, Localized> = { ...old?.levels };
  for (const [value, texts] of Object.entries(input.level ?? {})) {
    if (!values.includes(value)) faults[`level[${value}]`] = { key: 'jury.fault.level' };
    levels[value] = mergedTexts(levels[value] ?? {}, texts);
  }
  const title = mergedTexts(old?.title ?? {}, input.title);
  if (Object.keys(title).length === 0) faults.title = { key: 'frame.fields.missing' };
  const weight = input.weight ?? old?.weight;
  if (weight === undefined) faults.weight = { key: 'frame.fields.missing' };
  if (Object.keys(faults).length > 0) throw new InvalidInput(faults);
  const worded = Object.fromEntries(
    Object.entries(levels).filter(([, texts]) => Object.keys(texts).length > 0),
  );
  return { title, weight: weight!, levels: worded };
}
