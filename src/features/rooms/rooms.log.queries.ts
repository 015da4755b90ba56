// The log of a room: an append-only list whose numbers have no gaps, because the statement that takes a
// number is the statement that writes the entry.
import type { Knex } from 'knex';
import type { Db } from '../../db/db';
import { rawQuery } from '../../db/raw-query';
import { mutedNow } from '../moderation/moderation.mutes.queries';
import { roleInRoom } from './rooms.queries';
import type { EntryKind, EntryRow, LineRow, Quote } from './rooms.tables';

// Talking is allowed from the first day of teams to the end of deliberation: the right talkInRoom of the
// matrix, repeated here in SQL so that a message costs one statement. A test holds both together. `given` has
// at most one message a room; `lock` ends the query that finds the rooms.
const post = (given: string, offset: string, lock: string, more = '') => `
  with seat as (
    select g.*, ${roleInRoom('r.team_id', 'r.hackathon_id', 'g.person')} as role
      from ${given} as g (room, person, client, id, body${more})
      join rooms r on r.id = g.room join hackathons h on h.id = r.hackathon_id
     where h.opened_at is not null
       and not ${mutedNow('r.hackathon_id', 'g.person', `clock_timestamp() + make_interval(secs => ${offset})`)}
       and exists (
         select from phases ph
          where ph.hackathon_id = r.hackathon_id
            and ph.key in ('teams', 'drafting', 'judging', 'deliberation')
         having min(ph.opens_at) <= clock_timestamp() + make_interval(secs => ${offset})
            and (bool_or(ph.closes_at is null)
              or greatest(max(ph.closes_at), max((select max(x.until) from extensions x
                   where x.team_id = r.team_id and x.phase = ph.key)))
                 > clock_timestamp() + make_interval(secs => ${offset})))
       and not exists (select from entries e
         where e.room_id = g.room and e.author_id = g.person and e.client_id = g.client)
     ${lock}
  ), raised as (
    update rooms set head = head + 1
      from seat
     where rooms.id = seat.room and seat.role is not null
    returning rooms.head, seat.*, clock_timestamp() + make_interval(secs => ${offset}) as at
  )
  insert into entries (room_id, seq, id, kind, client_id, author_id, author_role, body, at${more})
  select room, head, id, 'message', client, person, role, body, at${more} from raised
  returning seq, id, author_role, at`;

const ONE = '(values ($1, $2, $3::uuid, $4, $5))';
const POST_ONE = post(ONE, '$6', '');
const SKIP_HELD = 'for no key update of r skip locked';
// Most of the time only one waits, and arrays cost.
const POST_ONE_NOW = post(ONE, '$6', SKIP_HELD);
// Behind a select the planner cannot count them: it would make a new plan for each number of messages.
const POST_MANY = post(
  `unnest((select $1::text[]), (select $2::text[]), (select $3::uuid[]), (select $4::text[]),
    (select $5::text[]))`,
  '$6',
  SKIP_HELD,
);

const POST_WITH_MORE = post(
  '(values ($1, $2, $3::uuid, $4, $5, $7, $8::text[], $9))',
  '$6',
  '',
  ', reply_to, mentioned, file_id',
);

const POST_VOICE = post(
  '(values ($1, $2, $3::uuid, $4, $5, $7, $8::smallint))',
  '$6',
  '',
  ', file_id, voice_seconds',
);

export interface Draft {
  roomId: string;
  personId: string;
  clientId: string;
  id: string;
  body: string;
}

export interface Posted {
  seq: number;
  id: string;
  author_role: string;
  at: Date;
}

/** Signs of a message that its answers show. */
const QUOTED = 160;
const UNIQUE_VIOLATION = '23505';

/**
 * Writes one message if its author may talk in the room now and the client's id is new; undefined when
 * nothing was written, and then nothing was counted either.
 */
export async function postOne(db: Knex, draft: Draft, offset: number): Promise<Posted | undefined> {
  return written(rawQuery(db, POST_ONE, valuesOf(draft, offset), 'post_message'));
}

const valuesOf = ({ roomId, personId, clientId, id, body }: Draft, offset: number) => [
  ...[roomId, personId, clientId, id, body],
  offset,
];

export interface More {
  replyTo: string | null;
  /** People of the room whose names stand in the words. */
  mentioned: string[];
  fileId: string | null;
}

/** The same with what most messages have not, inside a transaction, which is over when nothing was written. */
export async function postWithMore(
  trx: Db,
  draft: Draft,
  more: More,
  offset: number,
): Promise<Posted | undefined> {
  const mentioned = more.mentioned.length > 0 ? more.mentioned : null;
  const values = [...valuesOf(draft, offset), more.replyTo, mentioned, more.fileId];
  return written(rawQuery(trx, POST_WITH_MORE, values, 'post_message_with_more'));
}

/** The same with a sound, inside a transaction. */
export async function postWithVoice(
  trx: Db,
  draft: Draft,
  voice: { fileId: string; seconds: number },
  offset: number,
): Promise<Posted | undefined> {
  const values = [...valuesOf(draft, offset), voice.fileId, voice.seconds];
  return written(rawQuery(trx, POST_VOICE, values, 'post_voice'));
}

async function written(posting: ReturnType<typeof rawQuery>): Promise<Posted | undefined> {
  try {
    return (await posting).rows[0];
  } catch (error) {
    // The same message came twice at once: the other one is being kept, this one never happened.
    if ((error as { code?: string }).code === UNIQUE_VIOLATION) return undefined;
    throw error;
  }
}

/**
 * The same for messages of different rooms, all or none when it throws. It waits for no room: a message is
 * missing in the answer if its room is held by somebody else, too.
 */
export async function postMany(db: Knex, drafts: Draft[], offset: number): Promise<Posted[]> {
  if (drafts.length === 1)
    return (await rawQuery(db, POST_ONE_NOW, valuesOf(drafts[0]!, offset), 'post_message_now')).rows;
  const columns = (['roomId', 'personId', 'clientId', 'id', 'body'] as const).map((key) =>
    drafts.map((draft) => draft[key]),
  );
  return (await rawQuery(db, POST_MANY, [...columns, offset], 'post_messages')).rows;
}

export async function entryByClientId(
  db: Db,
  roomId: string,
  authorId: string,
  clientId: string,
): Promise<{ id: string; seq: number } | undefined> {
  return db('entries')
    .select('id', 'seq')
    .where({ room_id: roomId, author_id: authorId, client_id: clientId })
    .first();
}

/** Appends inside the transaction of a larger act; holds the room until that ends. */
export async function appendEntry(
  trx: Db,
  entry: {
    roomId: string;
    id: string;
    kind: EntryKind;
    ofId?: string;
    authorId: string;
    authorRole: string;
    body: string | null;
    offset: number;
  },
): Promise<{ seq: number; at: Date }> {
  const { rows } = await trx.raw(
    `with raised as (
       update rooms set head = head + 1 where id = :roomId
       returning head, clock_timestamp() + make_interval(secs => :offset) as at
     )
     insert into entries (room_id, seq, id, kind, of_id, author_id, author_role, body, at)
     select :roomId, raised.head, :id, :kind, :ofId, :authorId, :authorRole, :body, raised.at from raised
     returning seq, at`,
    { ...entry, ofId: entry.ofId ?? null },
  );
  return rows[0];
}

// What most messages have not is looked for only where it is.
const QUOTE = `
    select jsonb_build_object('id', q.id, 'seq', q.seq, 'author', q.author_id, 'name', w.display_name,
      'body', case when q.body is not null then left(coalesce((select d.body from entries d
        where d.of_id = q.id and d.kind = 'edit' order by d.seq desc limit 1), q.body), ${QUOTED}) end) as quote
      from entries q join people w on w.id = q.author_id`;
const MORE = `
  case when e.reply_to is not null then (${QUOTE} where q.id = e.reply_to) end as reply,
  case when e.mentioned is not null or e.kind = 'edit' then (
    select jsonb_agg(jsonb_build_object('id', m.id, 'name', m.display_name) order by m.id) from people m
     where m.id = any(coalesce(e.mentioned, (select o.mentioned from entries o where o.id = e.of_id)))
    ) end as mentions,
  case when e.file_id is not null and e.body is not null and e.voice_seconds is null then (
    select jsonb_build_object('id', f.id, 'name', f.name, 'type', f.type, 'bytes', f.bytes, 'width', f.width,
        'height', f.height)
      from files f where f.id = e.file_id and f.removed_at is null and f.withheld_at is null) end as file`;

const COLUMNS = `e.room_id, e.seq, e.id, e.kind, e.of_id, e.client_id, e.author_id, e.author_role,
  p.display_name as author_name, e.body, e.at, e.voice_seconds, ${MORE}`;

/** The highest number of a room's log and up to `limit` entries, oldest first. */
export async function readLog(
  db: Db,
  roomId: string,
  range: { afterSeq: number } | { beforeSeq: number },
  limit: number,
): Promise<{ head: number; entries: EntryRow[] }> {
  const room = await db('rooms').select('head').where({ id: roomId }).first();
  const after = 'afterSeq' in range;
  const { rows } = await db.raw(
    `select ${COLUMNS} from entries e join people p on p.id = e.author_id
      where e.room_id = ? and e.seq ${after ? '>' : '<'} ? order by e.seq ${after ? 'asc' : 'desc'} limit ?`,
    [roomId, after ? range.afterSeq : range.beforeSeq, limit],
  );
  const entries = after ? rows : rows.reverse();
  return { head: Math.max(room?.head ?? 0, entries.at(-1)?.seq ?? 0), entries };
}

/**
 * What a page shows: messages and system lines below `before`, with their last edit, oldest first. `edited_at` is of
 * the last edit by the author: whoever decides gives words back by an edit, too.
 */
export async function linesOf(db: Knex, roomId: string, before: number, limit: number): Promise<LineRow[]> {
  const { rows } = await rawQuery(
    db,
    `select e.room_id, e.seq, e.id, e.kind, e.client_id, e.author_id, e.author_role, p.display_name as author_name,
            p.weave_seed as author_seed, ro.subject as author_subject, e.at,
            case when edit.author_id = e.author_id then edit.at
                 when edit.at is not null then (select max(d.at) from entries d
                   where d.of_id = e.id and d.kind = 'edit' and d.author_id = e.author_id) end as edited_at,
            case when e.body is null then null else coalesce(edit.body, e.body) end as body,
            e.body is null and exists (select from entries w where w.of_id = e.id and w.kind = 'withdrawal'
              and w.author_id <> e.author_id) as withheld, e.voice_seconds, ${MORE}
       from entries e join people p on p.id = e.author_id join rooms r on r.id = e.room_id
       left join lateral (select d.body, d.at, d.author_id from entries d
          where d.of_id = e.id and d.kind = 'edit' order by d.seq desc limit 1) edit on true
       left join lateral (select nullif(concat_ws(' · ', x.subject, x.organisation), '') as subject from roles x
          where x.hackathon_id = r.hackathon_id and x.person_id = e.author_id and x.role = 'expert'
          order by x.granted_at desc limit 1) ro on e.author_role = 'expert'
      where e.room_id = $1 and e.seq < $2 and e.kind in ('message', 'system')
      order by e.seq desc limit $3`,
    [roomId, before, limit],
    'room_lines',
  );
  return rows.reverse();
}

export interface MessageRow {
  id: string;
  room_id: string;
  author_id: string;
  author_role: string;
  body: string | null;
  voice_seconds: number | null;
}

export async function messageById(db: Db, id: string): Promise<MessageRow | undefined> {
  return db('entries')
    .select('id', 'room_id', 'author_id', 'author_role', 'body', 'voice_seconds')
    .where({ id, kind: 'message' })
    .first();
}

/** How a message begins now. */
export async function quoteOf(db: Db, messageId: string): Promise<Quote> {
  const { rows } = await db.raw(`${QUOTE} where q.id = ?`, [messageId]);
  return rows[0].quote;
}

export async function holdRoom(trx: Db, roomId: string): Promise<void> {
  await trx('rooms').select('id').where({ id: roomId }).forUpdate();
}

/** The words of a message go away wherever they stand; that it was there stays. */
export async function forgetBody(trx: Db, messageId: string): Promise<void> {
  await trx('entries').where({ id: messageId }).orWhere({ of_id: messageId }).update({ body: null });
}

/** What a message says now; null when it was withdrawn. */
export async function wordsOf(db: Db, messageId: string): Promise<string | null> {
  const { rows } = await db.raw(
    `select case when e.body is null then null else coalesce((select d.body from entries d
         where d.of_id = e.id and d.kind = 'edit' order by d.seq desc limit 1), e.body) end as words
       from entries e where e.id = ?`,
    [messageId],
  );
  return rows[0]?.words ?? null;
}

export async function giveBodyBack(trx: Db, messageId: string, body: string): Promise<void> {
  await trx('entries').where({ id: messageId }).update({ body });
}

export async function headsOf(db: Db, roomIds: string[]): Promise<{ id: string; head: number }[]> {
  const { rows } = await db.raw('select id, head from rooms where id = any(?)', [roomIds]);
  return rows;
}
