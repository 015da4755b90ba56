// Who may do what with a sheet, as errors that people can read.
import type { Db } from '../../db/db';
import type { Deps } from '../../deps';
import { Forbidden, NotFound } from '../../errors';
import type { Facts } from '../hackathons/hackathons.policy';
import { factsOf, hackathonById } from '../hackathons/hackathons.queries';
import { requireRight, requireVisible } from '../hackathons/hackathons.rights';
import type { HackathonRow } from '../hackathons/hackathons.tables';
import { sheetById } from '../jury/jury.readers.queries';
import type { SheetRow } from '../jury/jury.tables';
import { deliberationBegan } from '../rounds/rounds.policy';
import type { RoundRow } from '../rounds/rounds.tables';

/** Scores move only while judging is open, deliberation has not begun and nothing was published. */
export function requireScoring(facts: Facts, round: Pick<RoundRow, 'locked_at'>): void {
  if (round.locked_at) throw new Forbidden('jury.refused.published');
  if (deliberationBegan(facts)) throw new Forbidden('jury.refused.deliberation');
  requireRight(facts, 'scoreSheets');
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
