// The frozen hand-in that a publication points to.
import type { Db } from '../../db/db';
import type { VersionRow } from '../submissions/submissions.tables';

export type PublishedVersion = Pick<
  VersionRow,
  'id' | 'number' | 'challenge_id' | 'sections' | 'roster' | 'handed_in_at'
>;

export async function versionById(db: Db, id: string): Promise<PublishedVersion> {
  return db('submission_versions')
    .select('id', 'number', 'challenge_id', 'sections', 'roster', 'handed_in_at')
    .where({ id })
    .first();
}
