// Publishing: one transaction freezes the input, ranks, stores and opens. What was published never moves.
import { recordActivity } from '../../db/activity';
import type { Db } from '../../db/db';
import type { Deps } from '../../deps';
import { Conflict, InvalidInput } from '../../errors';
import type { Person } from '../../web/request';
import { requireFinalRead } from '../finals/finals.rights';
import type { HackathonRow } from '../hackathons/hackathons.tables';
import { tellEverybody } from '../hackathons/hackathons.told.actions';
import { frozenSince } from '../rounds/rounds.policy';
import { sealVotes } from '../votes/votes.queries';
import { announcementOf } from './results.announcement.queries';
import { freeze, freezingAhead, requireWords } from './results.freezing.actions';
import type { PublicationInput } from './results.input';
import { nameTheObjection } from './results.objections.actions';
import { insertPublication, lockRoundAt, publicationsOf } from './results.queries';
import type { Frozen, PublicationRow } from './results.tables';

export interface Published {
  hackathon: HackathonRow;
  id: string;
  number: number;
}

export async function publishResults(
  deps: Deps,
  person: Person,
  slug: string,
  input: PublicationInput,
): Promise<Published> {
  return freezingAhead(deps, person, slug, async (trx, { hackathon, round, facts }, count) => {
    const [newest] = await publicationsOf(trx, hackathon.id);
    requireTurn(newest, input);
    if (await announcementOf(trx, hackathon.id)) throw new Conflict('results.refused.announcing', {});
    const incomplete = await requireFinalRead(trx, round, { facts, reason: input.reason });
    await requireWords(trx, hackathon.id);

    const number = (newest?.number ?? 0) + 1;
    const reason = newest || incomplete ? (input.reason ?? '') : '';
    const at = facts.now;
    const protocol = { hackathon: hackathon.slug, publication: number, publishedAt: at, reason };
    const frozen = await freeze(trx, round, { ...protocol, settledAt: frozenSince(round, facts) }, count);
    const made = { hackathon, person, roundId: round.id, number, reason, at };
    const id = await publishFrozen(deps, trx, frozen, { ...made, objectionDays: input.objection_days });
    if (input.objection) await nameTheObjection(trx, hackathon.id, input.objection, id);
    return { hackathon, id, number };
  });
}

/** The last part of every publication, whether it was told band by band before or not. */
export async function publishFrozen(
  deps: Deps,
  trx: Db,
  frozen: Frozen,
  given: {
    hackathon: HackathonRow;
    person: Person;
    roundId: string;
    number: number;
    reason: string;
    at: Date;
    objectionDays: number;
  },
): Promise<string> {
  const { hackathon, person, number, reason, at, objectionDays } = given;
  const id = await insertPublication(trx, {
    hackathon_id: hackathon.id,
    number,
    reason,
    published_by: person.id,
    published_at: at,
    objections_until: objectionDays === 0 ? null : new Date(at.getTime() + objectionDays * DAY),
    ...frozen,
  });
  await lockRoundAt(trx, given.roundId, at);
  await sealVotes(trx, hackathon.id);
  await recordActivity(trx, {
    at,
    personId: person.id,
    act: 'publishResults',
    subject: { kind: 'publication', id },
    hackathonId: hackathon.id,
    details: { number },
  });
  await tellEverybody(deps, trx, hackathon, person.id, {
    kind: number === 1 ? 'resultsPublished' : 'resultsCorrected',
    href: `/hackathons/${hackathon.slug}/results`,
  });
  return id;
}

const DAY = 86_400_000;

/** The first publication happens once; each later one knows the one before and says why. */
function requireTurn(newest: PublicationRow | undefined, input: PublicationInput): void {
  const number = newest?.number ?? 0;
  const current = newest && { publication: number, publishedAt: newest.published_at.toISOString() };
  if (input.after !== undefined && input.after !== number)
    throw new Conflict('results.refused.published', current);
  if (!newest || input.reason) return;
  if (input.after === undefined) throw new Conflict('results.refused.published', current);
  throw new InvalidInput({ reason: { key: 'results.refused.reason' } });
}
