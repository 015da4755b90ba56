// What hackathons keep about one person, and how it goes.
import type { Db } from '../../db/db';
import type { Localized } from '../../i18n/locales';

export async function rolesEverOf(db: Db, personId: string): Promise<unknown[]> {
  return db('roles as r')
    .join('hackathons as h', 'h.id', 'r.hackathon_id')
    .select({
      hackathon: 'h.slug',
      role: 'r.role',
      organisation: 'r.organisation',
      subject: 'r.subject',
      languages: 'r.languages',
      helpsWith: 'r.topics',
      since: 'r.granted_at',
      endedAt: 'r.ended_at',
    })
    .where({ 'r.person_id': personId })
    .orderBy('r.granted_at');
}

export async function questionsOf(db: Db, personId: string): Promise<unknown[]> {
  return db('participation_questions as q')
    .join('hackathons as h', 'h.id', 'q.hackathon_id')
    .select({
      hackathon: 'h.slug',
      age: 'q.outcome',
      askedAt: 'q.asked_at',
      decision: 'q.decision',
      decidedAt: 'q.decided_at',
    })
    .where({ 'q.person_id': personId })
    .orderBy('q.asked_at');
}

export async function foundedBy(db: Db, personId: string): Promise<unknown[]> {
  return db('hackathons')
    .select({ hackathon: 'slug', title: 'title', inShort: 'in_short', foundedAt: 'founded_at' })
    .where({ founded_by: personId })
    .orderBy('founded_at');
}

export async function invitationsBy(db: Db, personId: string): Promise<unknown[]> {
  return db('invitations as i')
    .join('hackathons as h', 'h.id', 'i.hackathon_id')
    .select({
      hackathon: 'h.slug',
      role: 'i.role',
      team: 'i.team_id',
      organisation: 'i.organisation',
      subject: 'i.subject',
      uses: 'i.uses',
      madeAt: 'i.made_at',
      revokedAt: 'i.revoked_at',
    })
    .where({ 'i.made_by': personId })
    .orderBy('i.made_at');
}

export async function phaseChangesBy(db: Db, personId: string): Promise<unknown[]> {
  return db('phase_changes as c')
    .join('hackathons as h', 'h.id', 'c.hackathon_id')
    .select({ hackathon: 'h.slug', phase: 'c.phase', reason: 'c.reason', at: 'c.at' })
    .where({ 'c.by_id': personId })
    .orderBy('c.at');
}

/**
 * Holds the phases of all hackathons the person has a role in (those they organise as a whole, so that two
 * organisers do not leave at once), then their roles: whoever seats them waits.
 */
export async function holdRoles(trx: Db, personId: string): Promise<void> {
  const { rows } = await trx.raw(
    `select hackathon_id as id, bool_or(role = 'organiser') as organised from roles
      where person_id = ? and ended_at is null group by hackathon_id order by hackathon_id`,
    [personId],
  );
  for (const { id, organised } of rows as { id: string; organised: boolean }[]) {
    const row = trx('hackathons').select('id').where({ id });
    await (organised ? row.forNoKeyUpdate() : row.forShare());
  }
  await trx('roles')
    .select('id')
    .where({ person_id: personId })
    .whereNull('ended_at')
    .orderBy('id')
    .forUpdate();
}

/** Open hackathons with a phase still to end in which nobody else is organiser. */
export async function leftWithoutOrganiser(
  db: Db,
  personId: string,
  now: Date,
): Promise<{ slug: string; title: Localized }[]> {
  const { rows } = await db.raw(
    `select h.slug, h.title from hackathons h
      where h.opened_at is not null
        and exists (select from roles r where r.hackathon_id = h.id and r.person_id = :personId
              and r.role = 'organiser' and r.ended_at is null)
        and not exists (select from roles r join people p on p.id = r.person_id and p.disabled_at is null
              where r.hackathon_id = h.id and r.person_id <> :personId and r.role = 'organiser'
                and r.ended_at is null)
        and exists (select from phases ph where ph.hackathon_id = h.id
              and (ph.closes_at is null or ph.closes_at > :now))
      order by h.slug`,
    { personId, now },
  );
  return rows;
}

/** The organisation of a role stays: conflicts of interest are found by it. */
export async function endRoles(trx: Db, personId: string, at: Date): Promise<void> {
  await trx('roles')
    .where({ person_id: personId })
    .update({
      subject: null,
      languages: [],
      topics: [],
      ended_at: trx.raw('coalesce(ended_at, ?)', [at]),
      ended_by: trx.raw('coalesce(ended_by, person_id)'),
    });
  await trx('participation_questions').where({ person_id: personId }).delete();
  await trx('invitations')
    .where({ made_by: personId })
    .whereNull('revoked_at')
    .update({ revoked_at: at, revoked_by: personId });
}
