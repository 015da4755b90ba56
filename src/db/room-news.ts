// How many messages of others wait in the room of a team: pages of several features show that number.

/** More are not counted: a room may hold many thousands. */
export const MOST_NEWS = 99;

/**
 * As SQL; the arguments are SQL as well, never values. MOST_NEWS + 1 at most; whom the reader folds does not count. In
 * the order of the log, so that only what lies above what was read is looked at.
 */
export const roomNews = (team: string, person: string): string => `
  (select count(*)::int from (
     select from entries ne
      where ne.room_id = (select nr.id from rooms nr where nr.team_id = ${team})
        and ne.seq > coalesce((select nv.read_seq from room_visits nv join rooms nr on nr.id = nv.room_id
             where nr.team_id = ${team} and nv.person_id = ${person}), 0)
        and ne.kind = 'message' and ne.body is not null and ne.author_id <> ${person}
        and not exists (select from silences ns where ns.person_id = ${person} and ns.silenced_id = ne.author_id)
      order by ne.seq limit ${MOST_NEWS + 1}) news)`;
