// How many messages of others wait in the room of a team: pages of several features show that number.

/** More are not counted: a room may hold many thousands. */
export const MOST_NEWS = 99;

/** As SQL; the arguments are SQL as well, never values. MOST_NEWS + 1 at most; whom the reader folds does not count. */
export const roomNews = (team: string, person: string): string => `
  (select count(*)::int from (
     select from rooms nr join entries ne on ne.room_id = nr.id
      where nr.team_id = ${team} and ne.kind = 'message' and ne.body is not null and ne.author_id <> ${person}
        and ne.seq > coalesce((select nv.read_seq from room_visits nv
             where nv.room_id = nr.id and nv.person_id = ${person}), 0)
        and not exists (select from silences ns where ns.person_id = ${person} and ns.silenced_id = ne.author_id)
      limit ${MOST_NEWS + 1}) news)`;
