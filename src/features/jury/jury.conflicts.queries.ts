// Conflicts of interest: found by person (seat, advice, organisation) and declared by jurors.
import type { Db } from '../../db/db';
import type { Localized } from '../../i18n/locales';
import { newId } from '../../ids';
import type { ConflictKind, ConflictPair } from './jury.tables';

/** Until the transaction ends no conflict comes into being in this hackathon, and nobody else names readers. */
export async function holdConflicts(trx: Db, hackathonId: string): Promise<void> {
  await trx.raw("select pg_advisory_xact_lock(hashtextextended('jury ' || ?, 0))", [hackathonId]);
}

/** What seats, advice, organisations and requests say now; narrowed to a juror or a team if given. */
export async function foundConflicts(
  db: Db,
  hackathonId: string,
  only: { juror?: string; team?: string } = {},
): Promise<ConflictPair[]> {
  return db('found_conflicts')
    .select('juror_id', 'team_id', 'kind')
    .where({
      hackathon_id: hackathonId,
      ...(only.juror === undefined ? {} : { juror_id: only.juror }),
      ...(only.team === undefined ? {} : { team_id: only.team }),
    });
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

export interface DeclarableTeam {
  id: string;
  name: string;
  challenge: Localized;
  /** Why this juror reads nothing of it. */
  kind: ConflictKind | null;
  /** What they said themselves. */
  declaration: string | null;
  declared_at: Date | null;
  /** What the system found, whatever they said. */
  found: ConflictKind | null;
  /** The proposal was given to them. */
  given: boolean;
}

/** All teams, by name; of their people and advisers nothing. */
export async function declarableTeams(
  db: Db,
  hackathonId: string,
  jurorId: string,
): Promise<DeclarableTeam[]> {
  return db('teams as t')
    .join('challenges as c', 'c.id', 't.challenge_id')
    .leftJoin('conflicts as k', (on) =>
      on.on('k.team_id', 't.id').andOn('k.juror_id', db.raw('?', [jurorId])),
    )
    .leftJoin('found_conflicts as f', (on) =>
      on
        .on('f.team_id', 't.id')
        .andOn('f.hackathon_id', 't.hackathon_id')
        .andOn('f.juror_id', db.raw('?', [jurorId])),
    )
    .select('t.id', 't.name', { challenge: 'c.title' })
    .select(db.raw('coalesce(k.kind, f.kind) as kind'), 'f.kind as found')
    .select(db.raw("case when k.kind = 'declared' then k.id end as declaration"), 'k.found_at as declared_at')
    .select(
      db.raw(
        `exists (select from sheets h join submissions s on s.id = h.submission_id
                  where s.team_id = t.id and h.juror_id = ?) as given`,
        [jurorId],
      ),
    )
    .where({ 't.hackathon_id': hackathonId })
    .where((either) =>
      either
        .whereNull('t.archived_at')
        .orWhereExists(db('submissions').select('id').whereRaw('submissions.team_id = t.id')),
    )
    .orderBy(['t.name', 't.id']);
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
