// Who did what: one row for each change, written in the transaction of the change. No texts of people.
import type { Db } from './db';

export interface Activity {
  at: Date;
  personId: string | null;
  /** A verb of the actions, like `joinTeam`. */
  act: string;
  subject: { kind: string; id: string };
  hackathonId?: string;
  details?: Record<string, string | number | boolean | null>;
}

const rowOf = (activity: Activity) => ({
  at: activity.at,
  person_id: activity.personId,
  act: activity.act,
  subject_kind: activity.subject.kind,
  subject_id: activity.subject.id,
  hackathon_id: activity.hackathonId ?? null,
  details: JSON.stringify(activity.details ?? {}),
});

export async function recordActivity(db: Db, activity: Activity): Promise<void> {
  await db('activity').insert(rowOf(activity));
}

/** Of one act that concerns many. */
export async function recordActivities(db: Db, activities: readonly Activity[]): Promise<void> {
  await db.batchInsert('activity', activities.map(rowOf), 500);
}

/** When one of these acts was last done, or undefined. */
export async function lastActivity(db: Db, acts: string[]): Promise<Date | undefined> {
  const row = await db('activity').select('at').whereIn('act', acts).orderBy('id', 'desc').first();
  return row?.at;
}
