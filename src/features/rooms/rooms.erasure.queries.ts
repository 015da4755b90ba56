// What rooms keep about one person, and how it goes.
import type { Db } from '../../db/db';

/** Whoever gives a withdrawn message back writes an edit of it: its words are those of the message's author. */
const ownMessages = (db: Db, personId: string) =>
  db('entries').select('id').where({ author_id: personId, kind: 'message' });

export async function messagesBy(db: Db, personId: string): Promise<unknown[]> {
  return db('entries as e')
    .join('rooms as r', 'r.id', 'e.room_id')
    .join('teams as t', 't.id', 'r.team_id')
    .select({
      team: 't.name',
      number: 'e.seq',
      kind: 'e.kind',
      as: 'e.author_role',
      body: 'e.body',
      at: 'e.at',
    })
    .where((own) => own.where({ 'e.author_id': personId }).whereNull('e.of_id'))
    .orWhereIn('e.of_id', ownMessages(db, personId))
    .orderBy(['e.at', 'e.seq']);
}

export async function visitsOf(db: Db, personId: string): Promise<unknown[]> {
  return db('room_visits as v')
    .join('rooms as r', 'r.id', 'v.room_id')
    .join('teams as t', 't.id', 'r.team_id')
    .select({ team: 't.name', lastSeenAt: 'v.seen_at' })
    .where({ 'v.person_id': personId })
    .orderBy('v.seen_at');
}

/** Every room they wrote in. */
export async function holdTalk(trx: Db, personId: string): Promise<string[]> {
  const { rows } = await trx.raw(
    `select r.id from rooms r
      where exists (select from entries e where e.room_id = r.id and e.author_id = ?)
      order by r.id for update`,
    [personId],
  );
  return rows.map((row: { id: string }) => row.id);
}

export async function forgetVisits(trx: Db, personId: string): Promise<void> {
  await trx('room_visits').where({ person_id: personId }).delete();
}

export interface Said {
  id: string;
  author_role: string;
}

/** Their messages in a room whose words are still there, in order. */
export async function standingMessages(trx: Db, roomId: string, personId: string): Promise<Said[]> {
  return trx('entries')
    .select('id', 'author_role')
    .where({ room_id: roomId, author_id: personId, kind: 'message' })
    .whereNotNull('body')
    .orderBy('seq');
}

/** The first of `count` numbers that follow the last entry of a room. */
export async function takeNumbers(trx: Db, roomId: string, count: number): Promise<number> {
  const [room] = await trx('rooms').where({ id: roomId }).increment('head', count).returning('head');
  return room.head - count + 1;
}

export async function insertWithdrawals(
  trx: Db,
  rows: { room_id: string; seq: number; id: string; of_id: string; author_role: string }[],
  by: { personId: string; at: Date },
): Promise<void> {
  const full = rows.map((row) => ({
    ...row,
    kind: 'withdrawal',
    author_id: by.personId,
    body: null,
    at: by.at,
  }));
  for (let from = 0; from < full.length; from += 500)
    await trx('entries').insert(full.slice(from, from + 500));
}

/** Words in messages and in every earlier wording of them; what the room itself said of them stays. */
export async function forgetWords(trx: Db, roomId: string, personId: string): Promise<void> {
  await trx('entries')
    .where({ room_id: roomId })
    .where((own) =>
      own
        .where({ author_id: personId, kind: 'message' })
        .orWhereIn('of_id', ownMessages(trx, personId).where({ room_id: roomId })),
    )
    .update({ body: null });
}
