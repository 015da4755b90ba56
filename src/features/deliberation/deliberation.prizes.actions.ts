// Prizes and special mentions: organisers name them, the jury awards them with a reason, along the order.
import { recordActivity } from '../../db/activity';
import type { Db } from '../../db/db';
import type { Deps } from '../../deps';
import { Conflict, InvalidInput, NotFound } from '../../errors';
import type { Localized } from '../../i18n/locales';
import type { Person } from '../../web/request';
import { challengeBySlug } from '../challenges/challenges.queries';
import { hackathonBySlug, rolesOf } from '../hackathons/hackathons.queries';
import type { HackathonRow } from '../hackathons/hackathons.tables';
import { requireVoice } from '../moderation/moderation.rights';
import { roundOf } from '../rounds/rounds.queries';
import { handedInSubmissions } from '../submissions/submissions.queries';
import { confirmStanding, speakersFor } from './deliberation.doubts.queries';
import type { AwardInput, PrizeInput } from './deliberation.input';
import { laterOfPlace, mayAward, type Ranked } from './deliberation.policy';
import {
  awardById,
  awardsOf,
  deleteAward,
  deletePrize,
  insertAward,
  insertPrize,
  lockPrizes,
  prizeById,
  prizesOf,
  renamePrize,
} from './deliberation.prizes.queries';
import { hold, requireChair, requireNoConflict, requireOpenPrizes, requireSeat } from './deliberation.rights';
import { ordersOf } from './deliberation.standing';
import type { PrizeRow } from './deliberation.tables';

export async function addPrize(
  deps: Deps,
  person: Person,
  slug: string,
  input: PrizeInput,
): Promise<{ hackathon: HackathonRow; id: string }> {
  return deps.db.transaction(async (trx) => {
    const known = await hackathonBySlug(trx, slug);
    if (!known) throw new NotFound();
    const table = await hold(deps, trx, known.id, person.id);
    await requireChair(trx, table, person.id);
    const id = await insertPrize(trx, {
      hackathonId: known.id,
      challengeId: await challengeFor(trx, table, input),
      kind: input.kind,
      name: input.name,
    });
    await log(trx, table, person, 'addPrize', id);
    return { hackathon: table.hackathon, id };
  });
}

/** Where each challenge has its own ranking, a prize for a place follows one of them; a mention may be for one. */
async function challengeFor(
  trx: Db,
  { hackathon, round }: { hackathon: HackathonRow; round: { scope: string } },
  { kind, challenge }: PrizeInput,
): Promise<string | null> {
  if (round.scope === 'hackathon' || (kind === 'mention' && !challenge)) return null;
  const found = challenge ? await challengeBySlug(trx, hackathon.id, challenge) : undefined;
  if (!found) throw new InvalidInput({ challenge: { key: 'deliberation.fault.challenge' } });
  return found.id;
}

export async function changePrize(
  deps: Deps,
  person: Person,
  id: string,
  name: Localized,
): Promise<{ hackathon: HackathonRow }> {
  return withPrize(deps, person, id, async (trx) => {
    await renamePrize(trx, id, name);
    return 'changePrize';
  });
}

/** Refused while somebody has it: first the award is taken back. Nor does a later place move up with its award. */
export async function removePrize(
  deps: Deps,
  person: Person,
  id: string,
): Promise<{ hackathon: HackathonRow }> {
  return withPrize(deps, person, id, async (trx, prize) => {
    const given = await awardsOf(trx, prize.hackathon_id);
    const awards = given.filter((one) => one.prize_id === id);
    if (awards.length > 0) throw new Conflict('deliberation.refused.awarded', { awards: awards.length });
    const later = laterOfPlace(await prizesOf(trx, prize.hackathon_id), prize);
    if (given.some((one) => later.has(one.prize_id)))
      throw new Conflict('deliberation.refused.laterAwarded', {});
    await deletePrize(trx, id);
    return 'removePrize';
  });
}

async function withPrize(
  deps: Deps,
  person: Person,
  id: string,
  change: (trx: Db, prize: PrizeRow) => Promise<string>,
): Promise<{ hackathon: HackathonRow }> {
  return deps.db.transaction(async (trx) => {
    const known = await prizeById(trx, id);
    if (!known) throw new NotFound();
    const table = await hold(deps, trx, known.hackathon_id, person.id);
    if (!table.facts.roles.includes('organiser')) throw new NotFound();
    await requireChair(trx, table, person.id);
    await requireOpenPrizes(trx, known.hackathon_id);
    const prize = (await lockPrizes(trx, known.hackathon_id)).find((one) => one.id === id);
    if (!prize) throw new NotFound();
    await log(trx, table, person, await change(trx, prize), id);
    return { hackathon: table.hackathon };
  });
}

export async function awardPrize(
  deps: Deps,
  person: Person,
  id: string,
  { submission, reason }: AwardInput,
): Promise<{ hackathon: HackathonRow; id: string }> {
  const known = await prizeById(deps.db, id);
  const roles = known ? await rolesOf(deps.db, known.hackathon_id, person.id) : [];
  if (!known || !(roles.includes('juror') || roles.includes('organiser'))) throw new NotFound();
  await requireSeat(deps.db, await hold(deps, deps.db, known.hackathon_id, person.id), person.id);
  // No score moves any more, so what is computed before the transaction holds in it.
  const ranked = known.kind === 'place' ? await rankedFor(deps.db, known) : [];
  return deps.db.transaction(async (trx) => {
    const table = await hold(deps, trx, known.hackathon_id, person.id);
    await requireSeat(trx, table, person.id);
    await requireOpenPrizes(trx, known.hackathon_id);
    const prizes = await lockPrizes(trx, known.hackathon_id);
    const prize = prizes.find((one) => one.id === id);
    if (!prize) throw new NotFound();
    const handedIn = await handedInSubmissions(trx, known.hackathon_id);
    const proposal = handedIn.find((one) => one.id === submission);
    if (!proposal) throw new InvalidInput({ submission: { key: 'deliberation.fault.submission' } });
    if (prize.challenge_id !== null && proposal.challenge_id !== prize.challenge_id)
      throw new InvalidInput({ submission: { key: 'deliberation.fault.otherChallenge' } });
    await requireNoConflict(trx, known.hackathon_id, person.id, proposal.team_id);
    await requireVoice(trx, known.hackathon_id, person, table.facts.now);
    const awards = await awardsOf(trx, known.hackathon_id);
    const verdict = mayAward({ prizes, prize, submission, ranked, awards });
    if (verdict !== 'ok') throw new Conflict(`deliberation.refused.${verdict}`, { submission });
    const { now: at } = table.facts;
    const on = { hackathonId: known.hackathon_id, roundId: table.round.id, submissionId: submission };
    const award = await insertAward(trx, {
      prizeId: id,
      submissionId: submission,
      reason,
      by: person.id,
      at,
      standsOn: await speakersFor(trx, { ...on, deciding: person.id }),
    });
    await log(trx, table, person, 'awardPrize', id);
    return { hackathon: table.hackathon, id: award };
  });
}

async function rankedFor(db: Db, prize: PrizeRow): Promise<Ranked[]> {
  const orders = await ordersOf(db, await roundOf(db, prize.hackathon_id));
  return orders.find((one) => (one.challenge?.id ?? null) === prize.challenge_id)?.ranked ?? [];
}

/**
 * The chair's, where a conflict came up after the award: from now on it stands on those who may speak about the
 * proposal. Refused where the order, without the sheets that went, no longer carries it.
 */
export async function confirmAward(
  deps: Deps,
  person: Person,
  id: string,
): Promise<{ hackathon: HackathonRow }> {
  const known = await awardById(deps.db, id);
  const about = known && (await prizeById(deps.db, known.prize_id));
  const roles = known ? await rolesOf(deps.db, known.hackathon_id, person.id) : [];
  if (!about || !roles.includes('organiser')) throw new NotFound();
  const before = await hold(deps, deps.db, about.hackathon_id, person.id);
  await requireSeat(deps.db, before, person.id);
  await requireChair(deps.db, before, person.id);
  // Made before rows are held, and kept: inside it is asked for again, as the scores are then.
  if (about.kind === 'place') await rankedFor(deps.db, about);
  return deps.db.transaction(async (trx) => {
    const table = await hold(deps, trx, about.hackathon_id, person.id);
    await requireSeat(trx, table, person.id);
    await requireChair(trx, table, person.id);
    const prizes = await lockPrizes(trx, about.hackathon_id);
    const [award, prize] = [await awardById(trx, id), prizes.find((one) => one.id === about.id)];
    if (!award || !prize) throw new NotFound();
    const submission = award.submission_id;
    const handedIn = await handedInSubmissions(trx, about.hackathon_id);
    const proposal = handedIn.find((one) => one.id === submission);
    if (proposal) await requireNoConflict(trx, about.hackathon_id, person.id, proposal.team_id);
    const ranked = prize.kind === 'place' ? await rankedFor(trx, prize) : [];
    const awards = await awardsOf(trx, about.hackathon_id);
    const verdict = mayAward({ prizes, prize, submission, ranked, awards });
    if (verdict !== 'ok') throw new Conflict(`deliberation.refused.${verdict}`, { submission });
    const on = { hackathonId: about.hackathon_id, roundId: table.round.id, submissionId: submission };
    const standsOn = await speakersFor(trx, { ...on, deciding: person.id });
    await confirmStanding(trx, id, { standsOn, by: person.id, at: table.facts.now });
    await log(trx, table, person, 'confirmAward', prize.id);
    return { hackathon: table.hackathon };
  });
}

export async function takeAwardBack(
  deps: Deps,
  person: Person,
  id: string,
): Promise<{ hackathon: HackathonRow }> {
  return deps.db.transaction(async (trx) => {
    const award = await awardById(trx, id);
    if (!award) throw new NotFound();
    const table = await hold(deps, trx, award.hackathon_id, person.id);
    await requireSeat(trx, table, person.id);
    await requireOpenPrizes(trx, award.hackathon_id);
    await lockPrizes(trx, award.hackathon_id);
    const proposal = (await handedInSubmissions(trx, award.hackathon_id)).find(
      (one) => one.id === award.submission_id,
    );
    if (proposal) await requireNoConflict(trx, award.hackathon_id, person.id, proposal.team_id);
    if (!(await deleteAward(trx, id))) throw new NotFound();
    await log(trx, table, person, 'takeAwardBack', award.prize_id);
    return { hackathon: table.hackathon };
  });
}

async function log(
  trx: Db,
  { facts, hackathon }: { facts: { now: Date }; hackathon: HackathonRow },
  person: Person,
  act: string,
  prize: string,
): Promise<void> {
  await recordActivity(trx, {
    at: facts.now,
    personId: person.id,
    act,
    subject: { kind: 'prize', id: prize },
    hackathonId: hackathon.id,
  });
}
