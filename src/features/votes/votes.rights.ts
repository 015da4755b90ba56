// The vote of a hackathon as one person finds it, and what stands in their way as an error people can read.
import type { Db } from '../../db/db';
import type { Deps } from '../../deps';
import { Forbidden, NotFound } from '../../errors';
import type { Person } from '../../web/request';
import type { Facts } from '../hackathons/hackathons.policy';
import { factsOf, hackathonBySlug } from '../hackathons/hackathons.queries';
import { requireVisible } from '../hackathons/hackathons.rights';
import type { HackathonRow, VoteEnd } from '../hackathons/hackathons.tables';
import { teamFacts, teamOfPerson } from '../teams/teams.queries';
import { type Standing, standingOf } from './votes.policy';
import { voterFacts } from './votes.queries';

export interface Asked {
  hackathon: HackathonRow & { public_vote: VoteEnd };
  facts: Facts;
  standing: Standing;
}

/** Where no vote was switched on there is none to know of. In a transaction: after the phases are held. */
export async function askedVoter(
  deps: Deps,
  db: Db,
  slug: string,
  person: Pick<Person, 'id'>,
): Promise<Asked> {
  const hackathon = await hackathonBySlug(db, slug);
  if (!hackathon?.public_vote) throw new NotFound();
  const team = await teamOfPerson(db, hackathon.id, person.id);
  const about = await voterFacts(db, hackathon.id, person.id);
  const facts = team
    ? await teamFacts(db, deps.clock, hackathon, team, person)
    : await factsOf(db, deps.clock, hackathon, person.id);
  requireVisible(hackathon, facts.roles);
  const standing = standingOf({ ...about, facts }, hackathon.public_vote);
  return { hackathon: { ...hackathon, public_vote: hackathon.public_vote }, facts, standing };
}

export function requireVote({ standing }: Asked): void {
  if (!standing.ok) throw new Forbidden(`votes.refused.${standing.key}`);
}
