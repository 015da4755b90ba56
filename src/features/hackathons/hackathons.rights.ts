// Asks the matrix of phases on behalf of an action and turns a no into what a person is told.
import { Forbidden, NotFound } from '../../errors';
import { type Facts, mayNow, type Right } from './hackathons.policy';
import type { HackathonRow } from './hackathons.tables';

/** Throws Forbidden with the reason (`hackathons.refused.role | notOpen | tooEarly | tooLate`). */
export function requireRight(facts: Facts, right: Right): void {
  const verdict = mayNow(facts, right);
  if (!verdict.ok) throw new Forbidden(`hackathons.refused.${verdict.key}`);
}

/** Before opening a hackathon is known to its organisers and invited people only. */
export function requireVisible(
  hackathon: HackathonRow | undefined,
  roles: readonly string[],
): asserts hackathon is HackathonRow {
  if (!hackathon) throw new NotFound();
  if (hackathon.opened_at === null && roles.length === 0) throw new NotFound();
}

/** Not visible → not found; visible but not yours to run → forbidden. */
export function requireOrganiser(
  hackathon: HackathonRow | undefined,
  roles: readonly string[],
): asserts hackathon is HackathonRow {
  requireVisible(hackathon, roles);
  if (!roles.includes('organiser')) throw new Forbidden('hackathons.refused.organiser');
}
