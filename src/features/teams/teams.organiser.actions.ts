// What organisers do for one team: a later end.
import type { Deps } from '../../deps';
import { Forbidden, InvalidInput } from '../../errors';
import { newId } from '../../ids';
import type { Person } from '../../web/request';
import { wallTime } from '../hackathons/hackathons.templates';
import { record, requireNotArchived, withTeam } from './teams.held.actions';
import type { ExtensionInput } from './teams.input';
import { insertExtension } from './teams.queries';
import { tellTeam } from './teams.told.actions';

/** `until` must lie ahead and after the end that everybody has. */
export async function extendForTeam(
  deps: Deps,
  organiser: Person,
  teamId: string,
  input: ExtensionInput,
): Promise<{ id: string }> {
  const id = newId();
  await withTeam(deps, organiser, teamId, async (held) => {
    const { trx, hackathon, facts } = held;
    if (!facts.roles.includes('organiser')) throw new Forbidden();
    requireNotArchived(held);
    const wall = wallTime(input.until, hackathon.zone);
    if ('fault' in wall) throw new InvalidInput({ until: { key: 'teams.fields.until' } });
    const until = wall.at;
    const end = facts.phases.find((phase) => phase.key === input.phase)?.closes ?? null;
    if (until <= facts.now || end === null || until <= end)
      throw new InvalidInput({ until: { key: 'teams.fields.until' } });
    await insertExtension(trx, {
      id,
      team_id: teamId,
      phase: input.phase,
      until,
      reason: input.reason,
      by_id: organiser.id,
      at: facts.now,
    });
    await record(held, organiser, 'extendForTeam', {
      details: { phase: input.phase, until: until.toISOString() },
    });
    await tellTeam(deps, trx, held.team, {
      kind: 'extended',
      but: organiser.id,
      params: {
        phase: { key: `hackathons.phase.name.${input.phase}` },
        until: { at: until.toISOString(), zone: hackathon.zone },
        zone: { zone: hackathon.zone },
      },
    });
  });
  return { id };
}
