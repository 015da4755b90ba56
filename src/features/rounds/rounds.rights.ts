// Who may know a round, as errors that people can read.
import type { Deps } from '../../deps';
import { Forbidden, NotFound } from '../../errors';
import type { Facts } from '../hackathons/hackathons.policy';
import { factsOf, hackathonBySlug } from '../hackathons/hackathons.queries';
import { requireVisible } from '../hackathons/hackathons.rights';
import type { HackathonRow } from '../hackathons/hackathons.tables';
import type { Scale } from './rounds.policy';
import type { RoundRow } from './rounds.tables';

export const scaleOf = (round: Pick<RoundRow, 'scale_min' | 'scale_max' | 'scale_step'>): Scale => ({
  min: round.scale_min,
  max: round.scale_max,
  step: round.scale_step,
});

/** A hackathon this person may know about, with what mayNow() asks. */
export async function visibleHackathon(
  deps: Deps,
  slug: string,
  personId: string | null,
): Promise<{ hackathon: HackathonRow; facts: Facts }> {
  const hackathon = await hackathonBySlug(deps.db, slug);
  if (!hackathon) throw new NotFound();
  const facts = await factsOf(deps.db, deps.clock, hackathon, personId);
  requireVisible(hackathon, facts.roles);
  return { hackathon, facts };
}

/** Known, but for these roles only. */
export function requireRole(facts: Facts, ...roles: Facts['roles'][number][]): void {
  if (!roles.some((role) => facts.roles.includes(role))) throw new Forbidden('hackathons.refused.role');
}
