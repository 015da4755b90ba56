// What is frozen and not public yet. Only the announcement's own files ask here.
import type { Db } from '../../db/db';
import type { Roster } from '../submissions/submissions.tables';
import type { Frozen, NewRanking } from './results.tables';

export interface AnnouncementRow {
  hackathon_id: string;
  objection_days: number;
  steps: number;
  revealed: number;
  furthest: number;
  version: number;
  prepared_at: Date;
}

const STATE = [
  'hackathon_id',
  'objection_days',
  'steps',
  'revealed',
  'furthest',
  'version',
  'prepared_at',
] as const;

export async function announcementOf(db: Db, hackathonId: string): Promise<AnnouncementRow | undefined> {
  return db('announcements').select(STATE).where({ hackathon_id: hackathonId }).first();
}

export async function lockAnnouncement(trx: Db, hackathonId: string): Promise<AnnouncementRow | undefined> {
  return trx('announcements').select(STATE).where({ hackathon_id: hackathonId }).forUpdate().first();
}

export type ToldRanking = Pick<NewRanking, 'challenge_id'> & {
  entries: Omit<NewRanking['entries'][number], 'profile' | 'feedback'>[];
};

/** Every screen in the hall asks at each step: the jury's words stay where they are. */
const WITHOUT_WORDS = `(
  select coalesce(jsonb_agg(jsonb_build_object('challenge_id', r.one->'challenge_id', 'entries',
           (select coalesce(jsonb_agg(e.one - 'profile' - 'feedback' order by e.at), '[]')
              from jsonb_array_elements(r.one->'entries') with ordinality e(one, at))) order by r.at), '[]')
    from jsonb_array_elements(frozen->'rankings') with ordinality r(one, at)) as rankings`;

/** The state and what is shown of it, from one moment. */
export async function announcementWithRankings(
  db: Db,
  hackathonId: string,
): Promise<(AnnouncementRow & { shows: Frozen['shows']; rankings: ToldRanking[] }) | undefined> {
  return db('announcements')
    .select(STATE)
    .select(db.raw("frozen->>'shows' as shows"), db.raw(WITHOUT_WORDS))
    .where({ hackathon_id: hackathonId })
    .first();
}

export async function frozenAnnouncement(trx: Db, hackathonId: string): Promise<Frozen> {
  const row = await trx('announcements')
    .select('protocol', 'frozen')
    .where({ hackathon_id: hackathonId })
    .first();
  return { ...row.frozen, protocol: row.protocol };
}

export async function insertAnnouncement(
  trx: Db,
  given: { hackathonId: string; frozen: Frozen; objectionDays: number; steps: number; by: string; at: Date },
): Promise<void> {
  const { protocol, ...frozen } = given.frozen;
  await trx('announcements').insert({
    hackathon_id: given.hackathonId,
    protocol,
    frozen: JSON.stringify(frozen),
    objection_days: given.objectionDays,
    steps: given.steps,
    prepared_by: given.by,
    prepared_at: given.at,
  });
}

export async function reveal(trx: Db, hackathonId: string, revealed: number): Promise<void> {
  await trx('announcements')
    .where({ hackathon_id: hackathonId })
    .update({
      revealed,
      furthest: trx.raw('greatest(furthest, ?::int)', [revealed]),
      version: trx.raw('version + 1'),
    });
}

export async function deleteAnnouncement(trx: Db, hackathonId: string): Promise<void> {
  await trx('announcements').where({ hackathon_id: hackathonId }).delete();
}

/** Only before anything of the round is public. */
export async function unlockRound(trx: Db, roundId: string): Promise<void> {
  await trx('rounds').where({ id: roundId }).update({ locked_at: null });
}

/** For the cloths of the proposals that are on the screen. */
export async function rostersOf(db: Db, versionIds: readonly string[]): Promise<Map<string, Roster>> {
  const rows = await db('submission_versions').select('id', 'roster').whereIn('id', versionIds);
  return new Map(rows.map((row) => [row.id, row.roster]));
}

export async function announcementsBy(db: Db, personId: string): Promise<unknown[]> {
  return db('announcements')
    .select({ hackathon: 'hackathon_id', at: 'prepared_at' })
    .where({ prepared_by: personId });
}
