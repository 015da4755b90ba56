// Switching the public vote on; voting, voting otherwise, and taking a vote back.
import { recordActivity } from '../../db/activity';
import type { Db } from '../../db/db';
import type { Deps } from '../../deps';
import { Conflict, Forbidden, NotFound } from '../../errors';
import type { Person } from '../../web/request';
import {
  factsOf,
  hackathonBySlug,
  holdPhases,
  lockHackathon,
  rolesOf,
} from '../hackathons/hackathons.queries';
import { requireOrganiser } from '../hackathons/hackathons.rights';
import type { HackathonRow, VoteEnd } from '../hackathons/hackathons.tables';
import { tellEverybody } from '../hackathons/hackathons.told.actions';
import { votingBegan } from './votes.policy';
import { dropVote, keepVote, setPublicVote, votableById } from './votes.queries';
import { type Asked, askedVoter, requireVote } from './votes.rights';

/** Only until judging opens: nobody changes the rules of a vote that runs. Everybody is told that it comes. */
export async function setVote(
  deps: Deps,
  person: Person,
  slug: string,
  end: VoteEnd | null,
): Promise<HackathonRow> {
  return deps.db.transaction(async (trx) => {
    const known = await hackathonBySlug(trx, slug);
    requireOrganiser(known, known ? await rolesOf(trx, known.id, person.id) : []);
    const hackathon = await lockHackathon(trx, known.id);
    const facts = await factsOf(trx, deps.clock, hackathon, person.id);
    if (end !== null && !facts.phases.some((phase) => phase.key === 'judging'))
      throw new Conflict('votes.refused.noJudging', { ends: hackathon.public_vote });
    if (votingBegan(facts)) throw new Forbidden('votes.refused.began');
    if (end === hackathon.public_vote) return hackathon;
    await setPublicVote(trx, hackathon.id, end);
    await record(trx, facts.now, person, 'setVote', hackathon.id, { ends: end });
    if (hackathon.public_vote === null && hackathon.opened_at !== null)
      await tellEverybody(deps, trx, hackathon, person.id, {
        kind: 'voteComes',
        href: `/hackathons/${hackathon.slug}/vote`,
      });
    return hackathon;
  });
}

export async function castVote(
  deps: Deps,
  person: Person,
  slug: string,
  submissionId: string,
): Promise<HackathonRow> {
  return withVoter(deps, person, slug, async (trx, { hackathon, facts }) => {
    const proposal = await votableById(trx, hackathon.id, person.id, submissionId);
    if (!proposal) throw new NotFound();
    if (proposal.own) throw new Forbidden('votes.refused.own');
    await keepVote(trx, { hackathonId: hackathon.id, personId: person.id, submissionId });
    await record(trx, facts.now, person, 'vote', hackathon.id);
  });
}

export async function takeVoteBack(deps: Deps, person: Person, slug: string): Promise<HackathonRow> {
  return withVoter(deps, person, slug, async (trx, { hackathon, facts }) => {
    await dropVote(trx, hackathon.id, person.id);
    await record(trx, facts.now, person, 'takeVoteBack', hackathon.id);
  });
}

/** Phases are held before the clock is read: a vote is either before the end and counted, or refused. */
async function withVoter(
  deps: Deps,
  person: Person,
  slug: string,
  act: (trx: Db, asked: Asked) => Promise<void>,
): Promise<HackathonRow> {
  const known = await hackathonBySlug(deps.db, slug);
  if (!known) throw new NotFound();
  return deps.db.transaction(async (trx) => {
    await holdPhases(trx, known.id);
    const asked = await askedVoter(deps, trx, slug, person);
    requireVote(asked);
    await act(trx, asked);
    return asked.hackathon;
  });
}

/** Never what somebody voted for. */
function record(
  trx: Db,
  at: Date,
  by: Person,
  act: string,
  hackathonId: string,
  details: Record<string, string | null> = {},
): Promise<void> {
  return recordActivity(trx, {
    at,
    personId: by.id,
    act,
    subject: { kind: 'hackathon', id: hackathonId },
    hackathonId,
    details,
  });
}
