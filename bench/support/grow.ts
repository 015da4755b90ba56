// Makes a demo hackathon as large as a bench needs, with statements instead of clicks.
import type { Knex } from 'knex';

/** Adds teams of `size` until the hackathon has `teams`. What people would see of a team is there: names, seats, cloth. */
export async function growTo(db: Knex, hackathonId: string, teams: number, size = 4): Promise<void> {
  const counted = await db('teams')
    .where({ hackathon_id: hackathonId })
    .whereNull('archived_at')
    .count({ has: '*' })
    .first();
  const has = Number(counted?.has);
  if (has > teams) throw new Error(`the hackathon has ${has} teams already`);
  await db.transaction(async (trx) => {
    const given = { hackathon: hackathonId, from: has + 1, to: teams, size };
    await trx.raw(
      `insert into people (id, login, login_key, display_name, password_hash, locale, weave_seed,
           rules_accepted_at, joined_at)
       select md5('p' || n || '.' || k || :hackathon), 'grown-' || n || '-' || k, 'grown-' || n || '-' || k,
              'Person ' || n || '.' || k, 'none', (array['en', 'nl', 'ar'])[1 + (n + k) % 3],
              md5('p' || n || '.' || k || :hackathon), now(), now()
         from generate_series(:from::int, :to::int) n, generate_series(1, :size::int) k`,
      given,
    );
    await trx.raw(
      `insert into roles (id, hackathon_id, person_id, role, languages, granted_by, granted_at)
       select md5('r' || n || '.' || k || :hackathon), :hackathon, md5('p' || n || '.' || k || :hackathon),
              'participant', array['en'], h.founded_by, now()
         from hackathons h, generate_series(:from::int, :to::int) n, generate_series(1, :size::int) k
        where h.id = :hackathon`,
      given,
    );
    await trx.raw(
      `with questions as (select id, row_number() over (order by position) - 1 as place, count(*) over () as all_of
                            from challenges where hackathon_id = :hackathon)
       insert into teams (id, hackathon_id, challenge_id, name, name_key, pitch, languages, joining, weave_seed,
           founded_by, founded_at, changed_at)
       select md5('t' || n || :hackathon), :hackathon, q.id, 'Grown team ' || n, 'grown team ' || n,
              'We ask for one open door in each street, and we count who walks through it.',
              case n % 3 when 0 then array['en', 'nl'] when 1 then array['ar', 'en'] else array['nl', 'fr'] end,
              (array['open', 'request'])[1 + n % 2], md5('t' || n || :hackathon),
              md5('p' || n || '.1' || :hackathon), now(), now()
         from generate_series(:from::int, :to::int) n join questions q on q.place = n % q.all_of`,
      given,
    );
    await trx.raw(
      `insert into memberships (id, team_id, hackathon_id, person_id, joined_at, captain_since, colourway_shift)
       select md5('m' || n || '.' || k || :hackathon), md5('t' || n || :hackathon), :hackathon,
              md5('p' || n || '.' || k || :hackathon), now() + make_interval(secs => k),
              case when k = 1 then now() end, k - 1
         from generate_series(:from::int, :to::int) n,
              generate_series(1, :size::int) k`,
      given,
    );
  });
  await db.raw('analyze');
}

/** Opens the room of every team. */
export async function openRooms(db: Knex, hackathonId: string): Promise<void> {
  await db.raw(
    `insert into rooms (id, team_id, hackathon_id, opened_at)
     select md5('o' || id), id, hackathon_id, now() from teams where hackathon_id = ? on conflict do nothing`,
    [hackathonId],
  );
  await db.raw('analyze');
}

/** Adds messages to a room until its log has `length` entries, by whoever wrote in it first. */
export async function growRoom(db: Knex, roomId: string, length: number): Promise<void> {
  await db.transaction(async (trx) => {
    await trx.raw(
      `insert into entries (room_id, seq, id, kind, client_id, author_id, author_role, body, at)
       select r.id, n, md5('e' || n || r.id), 'message', md5('c' || n || r.id)::uuid, m.person_id, 'participant',
              'Message ' || n || ': we met the club, and they said yes to six evenings in May.',
              now() - make_interval(secs => :length::int - n)
         from rooms r join lateral (select person_id from memberships where team_id = r.team_id limit 1) m on true,
              generate_series(r.head + 1, :length::int) n
        where r.id = :room`,
      { room: roomId, length },
    );
    await trx.raw('update rooms set head = greatest(head, :length::int) where id = :room', {
      room: roomId,
      length,
    });
  });
  await db.raw('analyze entries');
}
