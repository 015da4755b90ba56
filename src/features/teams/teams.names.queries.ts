// What a team was called before.
import type { Db } from '../../db/db';
import { newId } from '../../ids';
import type { TeamRow } from './teams.tables';

export async function keepOldName(
  trx: Db,
  team: Pick<TeamRow, 'id' | 'name'>,
  changed: { at: Date; by: string },
): Promise<void> {
  await trx('team_names').insert({
    id: newId(),
    team_id: team.id,
    name: team.name,
    until: changed.at,
    changed_by: changed.by,
  });
}

/** Newest first; `until`: then the team got another name. */
export async function oldNamesOf(db: Db, teamId: string): Promise<{ name: string; until: Date }[]> {
  return db('team_names').select('name', 'until').where({ team_id: teamId }).orderBy('until', 'desc');
}
