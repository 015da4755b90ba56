// An hour before they meet, teams and experts are reminded: once, and nobody of what was called off.
import type { Deps } from '../../deps';
import { notify, teamNotice } from '../notices/notices.actions';
import type { NewNotice } from '../notices/notices.tables';
import { meetingsOf, type Remembered, takeSlotsToRemind } from './office-hours.queries';

export const REMIND_MINUTES = 60;

/** How many slots it reminded of. */
export async function remind(deps: Deps): Promise<number> {
  return deps.db.transaction(async (trx) => {
    const now = await deps.clock.now(trx);
    const taken = await takeSlotsToRemind(trx, now, REMIND_MINUTES);
    if (taken.length === 0) return 0;
    const meetings = await meetingsOf(trx, taken);
    const bySlot = new Map<string, Remembered[]>();
    for (const one of meetings) bySlot.set(one.slot_id, [...(bySlot.get(one.slot_id) ?? []), one]);
    await notify(deps, trx, [...bySlot.values()].flatMap(noticesOf));
    return taken.length;
  });
}

function noticesOf(meetings: Remembered[]): NewNotice[] {
  const { slot_id, slug, hackathon_id, expert_id, starts_at, zone, hackathon_zone } = meetings[0]!;
  const href = `/hackathons/${slug}/office-hours#slot-${slot_id}`;
  const when = (of: string) => ({ when: { at: starts_at.toISOString(), zone: of }, zone: { zone: of } });
  return [
    {
      personId: expert_id,
      kind: 'hourSoonYours',
      params: { teams: meetings.map((one) => one.team).join(', '), ...when(zone) },
      href,
      hackathonId: hackathon_id,
    },
    ...meetings.flatMap((one) =>
      one.members.map((personId) =>
        teamNotice({ id: one.team_id, name: one.team, hackathon_id }, personId, {
          kind: 'hourSoon',
          params: when(hackathon_zone),
          aboutId: expert_id,
          href,
        }),
      ),
    ),
  ];
}
