// The chair reminds jurors whose sheets are open: a notice and a mail, at most one a day for each.
import { recordActivity } from '../../db/activity';
import type { Db } from '../../db/db';
import type { Deps } from '../../deps';
import { Conflict, Forbidden } from '../../errors';
import type { Person } from '../../web/request';
import { type Facts, mayNow } from '../hackathons/hackathons.policy';
import { factsOf, hackathonBySlug, holdPhases } from '../hackathons/hackathons.queries';
import { requireOrganiser } from '../hackathons/hackathons.rights';
import type { HackathonRow } from '../hackathons/hackathons.tables';
import { allConflicts } from '../jury/jury.conflicts.queries';
import { requireNoInterest } from '../jury/jury.rights';
import { notify } from '../notices/notices.actions';
import { deliberationBegan } from '../rounds/rounds.policy';
import type { ReminderInput } from './chair.input';
import { REMINDER_HOURS } from './chair.policy';
import { claimReminders, openSheets } from './chair.queries';

/** `told`: how many jurors were reminded; those who were within a day are left in peace. */
export async function remindJurors(
  deps: Deps,
  person: Person,
  slug: string,
  { juror }: ReminderInput,
): Promise<{ hackathon: HackathonRow; told: number }> {
  return deps.db.transaction(async (trx) => {
    const found = await hackathonBySlug(trx, slug);
    if (found) await holdPhases(trx, found.id);
    const facts = found && (await factsOf(trx, deps.clock, found, person.id));
    requireOrganiser(found, facts?.roles ?? []);
    await requireNoInterest(trx, found.id, person.id);
    const until = scoringUntil(facts!);
    const open = await openByJuror(trx, found.id);
    const asked = juror === undefined ? [...open.keys()] : [juror];
    if (asked.length === 0 || (juror !== undefined && !open.has(juror)))
      throw new Conflict('chair.refused.nothingOpen', { told: 0 });
    const at = facts!.now;
    const before = new Date(at.getTime() - REMINDER_HOURS * 3_600_000);
    const claimed = await claimReminders(trx, {
      hackathonId: found.id,
      jurors: asked,
      by: person.id,
      at,
      before,
    });
    if (claimed.length === 0) throw new Conflict('chair.refused.today', { told: 0 });
    await notify(
      deps,
      trx,
      claimed.map((personId) => ({
        personId,
        kind: 'sheetsWait',
        params: {
          hackathon: found.title,
          count: open.get(personId)!,
          until: until ? { at: until.toISOString(), zone: found.zone } : { key: 'notices.noEnd' },
        },
        href: `/hackathons/${found.slug}/jury`,
        hackathonId: found.id,
      })),
    );
    await recordActivity(trx, {
      at,
      personId: person.id,
      act: 'remindJurors',
      subject: { kind: 'hackathon', id: found.id },
      hackathonId: found.id,
      details: { told: claimed.length },
    });
    return { hackathon: found, told: claimed.length };
  });
}

/** Until when jurors can score; throws while they cannot. */
function scoringUntil(facts: Facts): Date | null {
  const verdict = mayNow({ ...facts, roles: ['juror'] }, 'scoreSheets');
  if (!verdict.ok || deliberationBegan(facts)) throw new Forbidden('chair.refused.notNow');
  return verdict.until;
}

/** How many sheets wait for each juror; none of a team they must not score. */
async function openByJuror(trx: Db, hackathonId: string): Promise<Map<string, number>> {
  const barred = new Set(
    (await allConflicts(trx, hackathonId)).map((pair) => `${pair.juror_id} ${pair.team_id}`),
  );
  const counts = new Map<string, number>();
  for (const { juror_id, team_id } of await openSheets(trx, hackathonId))
    if (!barred.has(`${juror_id} ${team_id}`)) counts.set(juror_id, (counts.get(juror_id) ?? 0) + 1);
  return counts;
}
