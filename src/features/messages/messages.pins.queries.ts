// Pinned messages: of the entries that pin and loosen a message, the last one counts. What is taken back is loose,
// because its words are gone from these entries too.
import type { Db } from '../../db/db';

/** Ids and when they were pinned, as SQL; `room` is a name of SQL. */
const pins = (room: string): string => `
  select last.of_id as id, last.seq as pinned from (
    select distinct on (x.of_id) x.of_id, x.seq, x.body from entries x
     where x.room_id = ${room} and x.kind = 'pin' order by x.of_id, x.seq desc) last
   where last.body is not null`;

export async function pinnedIn(trx: Db, roomId: string): Promise<string[]> {
  const { rows } = await trx.raw(pins('?'), [roomId]);
  return rows.map((row: { id: string }) => row.id);
}

/** How they begin now, the one pinned last first; an expression of SQL that gives a list of JSON. */
export const shownPins = (room: string, length: number): string => `(
  select coalesce(jsonb_agg(jsonb_build_object('id', e.id, 'seq', e.seq, 'name', p.display_name,
      'body', left(coalesce((select d.body from entries d where d.of_id = e.id and d.kind = 'edit'
        order by d.seq desc limit 1), e.body), ${length})) order by pin.pinned desc), '[]')
    from (${pins(room)}) pin join entries e on e.id = pin.id join people p on p.id = e.author_id)`;
