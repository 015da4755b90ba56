// Conflicts of interest: found by person (seat, advice, organisation) and declared by jurors.
import type { Db } from '../../db/db';
import { newId } from '../../ids';
import type { ConflictKind, ConflictPair } from './jury.tables';

/** Who sat in a team or advised it, even if that is over; who works where one of its advisers works. */
const FOUND = `
  select distinct on (juror_id, team_id) juror_id, team_id, kind from (
    select m.person_id as juror_id, m.team_id, 'member' as kind, 1 as rank
      from memberships m where m.hackathon_id = :hackathon
    union all
    select a.person_id, a.team_id, 'adviser', 2
      from advisers a join teams t on t.id = a.team_id where t.hackathon_id = :hackathon
    union all
    select j.person_id, a.team_id, 'organisation', 3
      from advisers a
      join teams t on t.id = a.team_id and t.hackathon_id = :hackathon
      join roles e on e.hackathon_id = t.hackathon_id and e.person_id = a.person_id
      join roles j on j.hackathon_id = t.hackathon_id and j.person_id <> a.person_id
        and lower(btrim(regexp_replace(j.organisation, '\\s+', ' ', 'g')))
          = lower(btrim(regexp_replace(e.organisation, '\\s+', ' ', 'g')))
      where btrim(j.organisation) <> ''
  ) all_kinds
  where exists (select from roles r where r.hackathon_id = :hackathon and r.person_id = juror_id
    and r.role = 'juror')
    and (:juror::text is null or juror_id = :juror) and (:team::text is null or team_id = :team)
  order by juror_id, team_id, rank`;

/** What the rows of teams, advisers and roles say now; narrowed to a juror or a team if given. */
export async function foundConflicts(
  db: Db,
  hackathonId: string,
  only: { juror?: string; team?: string } = {},
): Promise<ConflictPair[]> {
  const { rows } = await db.raw(FOUND, {
    hackathon: hackathonId,
    juror: only.juror ?? null,
    team: only.team ?? null,
  });
  return rows;
}

export async function knownConflicts(db: Db, hackathonId: string): Promise<ConflictPair[]> {
  return db('conflicts').select('juror_id', 'team_id', 'kind').where({ hackathon_id: hackathonId });
}

/** Recorded or found: the juror must not score this team. */
export async function conflictOf(
  db: Db,
  hackathonId: string,
  juror: string,
  team: string,
): Promise<ConflictKind | undefined> {
  const known = await db('conflicts').select('kind').where({ juror_id: juror, team_id: team }).first();
  if (known) return known.kind;
  const [found] = await foundConflicts(db, hackathonId, { juror, team });
  return found?.kind;
}

/** Every juror who must not score a team, once. */
export async function allConflicts(db: Db, hackathonId: string): Promise<ConflictPair[]> {
  const pairs = new Map<string, ConflictPair>();
  for (const pair of await foundConflicts(db, hackathonId))
    pairs.set(`${pair.juror_id} ${pair.team_id}`, pair);
  for (const pair of await knownConflicts(db, hackathonId))
    pairs.set(`${pair.juror_id} ${pair.team_id}`, pair);
  return [...pairs.values()];
}

/** What is known already stays as it is. */
export async function recordConflicts(
  trx: Db,
  hackathonId: string,
  pairs: readonly ConflictPair[],
  at: Date,
  reason = '',
): Promise<void> {
  if (pairs.length === 0) return;
  await trx('conflicts')
    .insert(
      pairs.map(({ juror_id, team_id, kind }) => ({
        id: newId(),
        hackathon_id: hackathonId,
        juror_id,
        team_id,
        kind,
        reason,
        found_at: at,
      })),
    )
    .onConflict(['juror_id', 'team_id'])
    .ignore();
}
