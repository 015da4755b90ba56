// What becomes of help requests without anybody asking: claims of experts who vanished go back into the queue,
// requests end with the phase, organisers hear of teams that wait too long.
import type { Deps } from '../../deps';
import { repeat } from '../../realtime/repeat';
import { mayNow } from '../hackathons/hackathons.policy';
import { hackathonById, peopleWithRole, phasesOf } from '../hackathons/hackathons.queries';
import { notify } from '../notices/notices.actions';
import { hereIn } from '../rooms/rooms.live';
import { keepVisits } from '../rooms/rooms.queries';
import { extensionsOf } from '../teams/teams.queries';
import { end, giveBack } from './help.ends.actions';
import { ESCALATED_AFTER, VANISHED_AFTER } from './help.policy';
import { hackathonsWithOpenHelp, helpById, openHelpOf } from './help.queries';
import { liveClaims, markEscalated, silentClaims } from './help.waiting.queries';

const LOOKED_AFTER_EVERY = 60_000;

/** Started once with the socket server; stopped with it. */
export function lookAfterHelp(deps: Deps): { stop(): void } {
  return repeat(deps, 'looking after help requests', LOOKED_AFTER_EVERY, async () => {
    await releaseVanished(deps);
    await expireHelp(deps);
    await escalateWaiting(deps);
  });
}

/**
 * Gives back the claims of experts who for VANISHED_AFTER neither were in the room nor wrote there. Every process
 * writes down first whom it sees in the rooms, so that none takes an expert for gone who is with another.
 */
export async function releaseVanished(deps: Deps): Promise<number> {
  const claims = await liveClaims(deps.db);
  if (claims.length === 0) return 0;
  const now = await deps.clock.now(deps.db);
  const seen = claims.filter((one) => hereIn(deps, one.room_id).some(({ id }) => id === one.claimed_by));
  await keepVisits(
    deps.db,
    seen.map((one) => ({ roomId: one.room_id, personId: one.claimed_by })),
    now,
  );
  const silent = await silentClaims(deps.db, new Date(now.getTime() - VANISHED_AFTER));
  let released = 0;
  for (const claim of silent) {
    const help = await helpById(deps.db, claim.id);
    if (help?.claimed_by !== claim.claimed_by || help.claimed_by_name === null) continue;
    const expert = { id: claim.claimed_by, display_name: help.claimed_by_name };
    await giveBack(deps, expert, help, 'help.vanished').then(
      () => {
        released += 1;
      },
      () => undefined,
    );
  }
  return released;
}

/** Organisers hear once of each open request that waits for ESCALATED_AFTER. */
export async function escalateWaiting(deps: Deps): Promise<number> {
  return deps.db.transaction(async (trx) => {
    const now = await deps.clock.now(trx);
    const before = (after: number) => new Date(now.getTime() - after);
    const late = await markEscalated(trx, now, {
      normal: before(ESCALATED_AFTER.normal),
      urgent: before(ESCALATED_AFTER.urgent),
    });
    for (const { hackathon_id: hackathonId, team_name: team, slug, minutes } of late) {
      const organisers = await peopleWithRole(trx, hackathonId, 'organiser');
      const told = { kind: 'teamWaits', params: { team, count: minutes }, hackathonId } as const;
      const href = `/hackathons/${slug}/help-requests`;
      await notify(
        deps,
        trx,
        organisers.map(({ id }) => ({ ...told, personId: id, href })),
      );
    }
    return late.length;
  });
}

/** Open requests end with the phase in which experts help. */
export async function expireHelp(deps: Deps): Promise<number> {
  let expired = 0;
  for (const hackathonId of await hackathonsWithOpenHelp(deps.db)) {
    const hackathon = await hackathonById(deps.db, hackathonId);
    if (!hackathon) continue;
    const phases = await phasesOf(deps.db, hackathonId);
    for (const help of await openHelpOf(deps.db, hackathonId)) {
      const verdict = mayNow(
        {
          openedAt: hackathon.opened_at,
          phases,
          extensions: await extensionsOf(deps.db, help.team_id),
          roles: ['participant'],
          now: await deps.clock.now(deps.db),
        },
        'askForHelp',
      );
      if (verdict.ok || verdict.key !== 'tooLate') continue;
      const asker = { id: help.asked_by, display_name: help.asked_by_name };
      await end(deps, asker, help, 'participant', {
        from: ['open'],
        to: 'expired',
        word: 'help.expired',
        note: '',
      });
      expired += 1;
    }
  }
  return expired;
}
