// Conflicts that jurors declared, and declarations that were taken back.
import type { Db } from '../../db/db';
import { newId } from '../../ids';
import type { ConflictKind } from './jury.tables';

export interface Declaration {
  id: string;
  hackathon_id: string;
  juror_id: string;
  team_id: string;
  kind: ConflictKind;
  declared_at: Date;
}

export async function declarationById(db: Db, id: string): Promise<Declaration | undefined> {
  return db('conflicts')
    .select('id', 'hackathon_id', 'juror_id', 'team_id', 'kind', { declared_at: 'found_at' })
    .where({ id })
    .first();
}

/** Was ever given a proposal of the team to read. */
export async function hadSheet(db: Db, jurorId: string, teamId: string): Promise<boolean> {
  const row = await db('sheets as h')
    .join('submissions as s', 's.id', 'h.submission_id')
    .where({ 's.team_id': teamId, 'h.juror_id': jurorId })
    .first('h.id');
  return row !== undefined;
}

/** The sheets are again what they were, also handed in, unless something else bars the juror. */
export async function giveSheetsBack(
  trx: Db,
  { juror_id, team_id }: Pick<Declaration, 'juror_id' | 'team_id'>,
  at: Date,
): Promise<void> {
  await trx.raw(
    `update sheets h set conflict_at = null, changed_at = :at, version = h.version + 1
       from submissions s, rounds r
      where h.juror_id = :juror and s.id = h.submission_id and s.team_id = :team
        and r.id = h.round_id and r.locked_at is null and h.conflict_at is not null
        and not exists (select from barred_jurors b where b.hackathon_id = s.hackathon_id
          and b.juror_id = h.juror_id and b.team_id = s.team_id)`,
    { juror: juror_id, team: team_id, at },
  );
}

/** False if somebody else was faster. */
export async function deleteDeclaration(
  trx: Db,
  declared: Declaration,
  back: { by: string; at: Date; reason: string },
): Promise<boolean> {
  if ((await trx('conflicts').where({ id: declared.id }).delete()) === 0) return false;
  await trx('conflicts_taken_back').insert({
    id: newId(),
    hackathon_id: declared.hackathon_id,
    juror_id: declared.juror_id,
    team_id: declared.team_id,
    declared_at: declared.declared_at,
    taken_back_at: back.at,
    taken_back_by: back.by,
    reason: back.reason,
  });
  return true;
}

export interface DeclaredLine {
  id: string;
  juror: string;
  team: string;
  declared_at: Date;
  /** The system found one for this juror and team as well: nothing to take back. */
  found: boolean;
}

/** By name of the juror, then of the team. */
export async function declaredOf(db: Db, hackathonId: string): Promise<DeclaredLine[]> {
  return db('conflicts as k')
    .join('people as p', 'p.id', 'k.juror_id')
    .join('teams as t', 't.id', 'k.team_id')
    .leftJoin('found_conflicts as f', (on) =>
      on
        .on('f.hackathon_id', db.raw('?', [hackathonId]))
        .andOn('f.juror_id', 'k.juror_id')
        .andOn('f.team_id', 'k.team_id'),
    )
    .select('k.id', 'p.display_name as juror', 't.name as team', { declared_at: 'k.found_at' })
    .select(db.raw('f.kind is not null as found'))
    .where({ 'k.hackathon_id': hackathonId, 'k.kind': 'declared' })
    .orderBy(['p.display_name', 't.name', 'k.id']);
}

export interface TakenBackLine {
  id: string;
  juror: string;
  team: string;
  by: string;
  /** By the juror. */
  own: boolean;
  reason: string;
  taken_back_at: Date;
}

/** The last first; of one juror if given. */
export async function takenBackOf(db: Db, hackathonId: string, jurorId?: string): Promise<TakenBackLine[]> {
  return db('conflicts_taken_back as k')
    .join('people as p', 'p.id', 'k.juror_id')
    .join('people as o', 'o.id', 'k.taken_back_by')
    .join('teams as t', 't.id', 'k.team_id')
    .select('k.id', 'p.display_name as juror', 'o.display_name as by', 't.name as team')
    .select('k.reason', 'k.taken_back_at', db.raw('k.taken_back_by = k.juror_id as own'))
    .where({ 'k.hackathon_id': hackathonId, ...(jurorId === undefined ? {} : { 'k.juror_id': jurorId }) })
    .orderBy([{ column: 'k.taken_back_at', order: 'desc' }, { column: 'k.id' }]);
}
