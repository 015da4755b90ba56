// Words of a room found again: as parts of words, because in Arabic and Tigrinya articles and endings grow onto them.
// One room is looked through from its beginning (20,000 messages take some 60 ms); writing pays nothing for that.
import type { Db } from '../../db/db';

/** Results of one page. */
export const MOST_FOUND = 50;

export interface FoundMessage {
  id: string;
  seq: number;
  name: string;
  body: string;
  at: Date;
}

// Written with or without signs of vowels, hamza and accents, a word is the same word.
const SIGNS = 'أإآٱىةàáâäãåèéêëìíîïòóôöõùúûüçñ';
const PLAIN = 'اااايهaaaaaaeeeeiiiiooooouuuucn';
const VOWELS = 'ـًٌٍَُِّْٰٕٓٔ';
// Most messages are plain letters, and looked at ten times faster.
const plain = (text: string): string => `case when octet_length(${text}) = length(${text})
  then lower(${text} collate "C") else translate(lower(${text}), '${SIGNS}${VOWELS}', '${PLAIN}') end`;

/** Messages that hold every word now, newest first; MOST_FOUND + 1 at most. What was taken back is not found. */
export async function searchRoom(db: Db, roomId: string, words: string[]): Promise<FoundMessage[]> {
  const patterns = words.map((word) => `%${word.replace(/[\\%_]/g, '\\$&')}%`);
  const { rows } = await db.raw(
    `with wanted as materialized (select array(select ${plain('one')} from unnest(cast(:patterns as text[])) one) as all_of)
     select m.id, m.seq, p.display_name as name, said.body, m.at
       from (select distinct coalesce(e.of_id, e.id) as id from entries e, wanted
              where e.room_id = :room and e.kind in ('message', 'edit') and e.body is not null
                and ${plain('e.body')} like all(wanted.all_of)) hit
       cross join wanted
       join entries m on m.id = hit.id and m.kind = 'message' and m.body is not null
       join people p on p.id = m.author_id
      cross join lateral (select coalesce((select d.body from entries d where d.of_id = m.id and d.kind = 'edit'
          order by d.seq desc limit 1), m.body) as body) said
      where ${plain('said.body')} like all(wanted.all_of)
      order by m.seq desc limit ${MOST_FOUND + 1}`,
    { room: roomId, patterns },
  );
  return rows;
}
