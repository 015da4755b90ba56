// The notepad of a room with every saved version, and the addresses of its video calls.
import type { Db } from '../../db/db';
import type { SavedText } from '../submissions/submissions.stale.policy';

export async function notesOf(db: Db, roomId: string): Promise<SavedText | undefined> {
  return db('room_notes as n')
    .join('people as p', 'p.id', 'n.saved_by')
    .select('n.version', 'n.text', 'n.saved_at', 'p.display_name as saved_by_name')
    .where({ 'n.room_id': roomId })
    .orderBy('n.version', 'desc')
    .first();
}

export async function insertNotes(
  trx: Db,
  row: { room_id: string; version: number; text: string; saved_by: string; saved_at: Date },
): Promise<void> {
  await trx('room_notes').insert(row);
}

export async function notesBy(db: Db, personId: string): Promise<unknown[]> {
  return db('room_notes as n')
    .join('rooms as r', 'r.id', 'n.room_id')
    .join('teams as t', 't.id', 'r.team_id')
    .select({ team: 't.name', version: 'n.version', text: 'n.text', at: 'n.saved_at' })
    .where({ 'n.saved_by': personId })
    .orderBy('n.saved_at');
}

/** What the team set, else what the organisers set for all rooms. */
export async function videoOf(
  db: Db,
  hackathonId: string,
  teamId: string | null,
): Promise<{ url: string; ofTeam: boolean } | undefined> {
  const row = await db('video_links')
    .select('url', 'team_id')
    .where({ hackathon_id: hackathonId })
    .where((place) => {
      place.whereNull('team_id');
      if (teamId !== null) place.orWhere({ team_id: teamId });
    })
    .orderBy('team_id', 'asc', 'last')
    .first();
  return row && { url: row.url, ofTeam: row.team_id !== null };
}

/** '' takes it away. */
export async function setVideo(
  trx: Db,
  place: { hackathonId: string; teamId: string | null },
  link: { url: string; by: string; at: Date },
): Promise<void> {
  const where = { hackathon_id: place.hackathonId, team_id: place.teamId };
  if (link.url === '') {
    await trx('video_links').where(where).delete();
    return;
  }
  await trx('video_links')
    .insert({ ...where, url: link.url, set_by: link.by, set_at: link.at })
    .onConflict(['hackathon_id', 'team_id'])
    .merge();
}

export async function videosBy(db: Db, personId: string): Promise<unknown[]> {
  return db('video_links')
    .select({ team: 'team_id', url: 'url', at: 'set_at' })
    .where({ set_by: personId })
    .orderBy('set_at');
}
