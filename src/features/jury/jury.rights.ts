// Who may do what with sheets, as errors that people can read.
import type { Db } from '../../db/db';
import type { Deps } from '../../deps';
import { Forbidden, NotFound } from '../../errors';
import type { Facts } from '../hackathons/hackathons.policy';
import { factsOf, hackathonById, hackathonBySlug } from '../hackathons/hackathons.queries';
import { requireRight, requireVisible } from '../hackathons/hackathons.rights';
import type { HackathonRow } from '../hackathons/hackathons.tables';
import { deliberationBegan, mayAssign, type Scale } from './jury.policy';
import { sheetById } from './jury.sheets.queries';
import type { RoundRow, SheetRow } from './jury.tables';

export const scaleOf = (round: RoundRow): Scale => ({
  min: round.scale_min,
  max: round.scale_max,
  step: round.scale_step,
});

/** Scores move only while judging is open, deliberation has not begun and nothing was published. */
export function requireScoring(facts: Facts, round: Pick<RoundRow, 'locked_at'>): void {
  if (round.locked_at) throw new Forbidden('jury.refused.published');
  if (deliberationBegan(facts)) throw new Forbidden('jury.refused.deliberation');
  requireRight(facts, 'scoreSheets');
}

export function requireAssigning(facts: Facts, round: Pick<RoundRow, 'locked_at'>): void {
  if (round.locked_at || !mayAssign(facts)) throw new Forbidden('jury.refused.assignTooLate');
}

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

/** A sheet is there for its own juror only; for everybody else it does not exist. */
export async function ownSheet(
  deps: Deps,
  db: Db,
  id: string,
  personId: string,
): Promise<{ sheet: SheetRow; hackathon: HackathonRow; facts: Facts }> {
  const sheet = await sheetById(db, id);
  if (sheet?.juror_id !== personId) throw new NotFound();
  const hackathon = (await hackathonById(db, sheet.hackathon_id))!;
  const facts = await factsOf(db, deps.clock, hackathon, personId);
  requireVisible(hackathon, facts.roles);
  if (!facts.roles.includes('juror')) throw new NotFound();
  return { sheet, hackathon, facts };
}
