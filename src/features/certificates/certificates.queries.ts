// What people did in a hackathon, as its rows tell it, and certificates that were kept.
import type { Db } from '../../db/db';
import { WITHHELD } from '../../web/withheld';
import type { Roster } from '../submissions/submissions.tables';
import type { CertificateRow, ExpertDeeds, Facts, JurorDeeds, ParticipantDeeds } from './certificates.tables';

interface DeedsRow {
  begun: Date | null;
  published: Date | null;
  participant: ParticipantDeeds | null;
  roster: Roster | null;
  expert: ExpertDeeds;
  juror: JurorDeeds;
}

/** Of whom they sat in the team at a hand-in the newest counts, whatever became of the seat. */
const DEEDS = `
  select (select min(opens_at) from phases where hackathon_id = :hackathonId) as begun,
         (select min(published_at) from publications where hackathon_id = :hackathonId) as published,
         own.deeds as participant, own.roster,
         (select json_build_object(
             'teams', (select count(distinct a.team_id)::int from advisers a join teams t on t.id = a.team_id
                        where t.hackathon_id = :hackathonId and a.person_id = :personId),
             'advice', (select count(*)::int from feedback_items f join submissions s on s.id = f.submission_id
                         where s.hackathon_id = :hackathonId and f.by_id = :personId))) as expert,
         (select json_build_object('proposals', count(distinct h.submission_id)::int)
            from sheets h join rounds r on r.id = h.round_id
           where r.hackathon_id = :hackathonId and h.juror_id = :personId
             and h.handed_in_at is not null and h.conflict_at is null) as juror
    from (select 1) one
    left join lateral (
      select v.roster, json_build_object(
               'team', v.roster ->> 'team', 'people', jsonb_array_length(v.roster -> 'members'),
               'question', c.title, 'handedInAt', v.handed_in_at,
               'advice', (select count(*)::int from feedback_items f where f.submission_id = s.id),
               'advisers', (select count(distinct f.by_id)::int from feedback_items f
                             where f.submission_id = s.id)) as deeds
        from submissions s
        join submission_versions v on v.submission_id = s.id
        join challenges c on c.id = v.challenge_id
       where s.hackathon_id = :hackathonId
         and v.roster -> 'members' @> jsonb_build_array(jsonb_build_object('id', :personId::text))
       order by v.handed_in_at desc, v.number desc limit 1) own on true`;

export interface Deeds {
  /** One for each capacity in which the person did something; none before results are published. */
  facts: Facts[];
  /** Of the team in which they handed in. */
  roster: Roster | null;
  published: boolean;
}

export async function deedsOf(db: Db, hackathonId: string, personId: string): Promise<Deeds> {
  const { rows } = await db.raw(DEEDS, { hackathonId, personId });
  const { begun, published, participant, roster, expert, juror } = rows[0] as DeedsRow;
  if (!published) return { facts: [], roster, published: false };
  const span = { from: (begun ?? published).toISOString(), until: published.toISOString() };
  const facts: Facts[] = [];
  if (participant) facts.push({ role: 'participant', ...span, ...participant });
  if (expert.teams > 0) facts.push({ role: 'expert', ...span, ...expert });
  if (juror.proposals > 0) facts.push({ role: 'juror', ...span, ...juror });
  return { facts, roster, published: true };
}

const COLUMNS = [
  'id',
  'hackathon_id',
  'person_id',
  'role',
  'language',
  'name',
  'facts',
  'issued_at',
  'withdrawn_at',
] as const;

export async function certificateById(db: Db, id: string): Promise<CertificateRow | undefined> {
  return db('certificates').select(COLUMNS).where({ id }).first();
}

/** Those that are valid. */
export async function certificatesOf(
  db: Db,
  hackathonId: string,
  personId: string,
): Promise<CertificateRow[]> {
  return db('certificates')
    .select(COLUMNS)
    .where({ hackathon_id: hackathonId, person_id: personId })
    .whereNull('withdrawn_at')
    .orderBy('issued_at');
}

/** False while the person has a valid one in this capacity: of many at once one is kept. */
export async function insertCertificate(
  trx: Db,
  row: Omit<CertificateRow, 'withdrawn_at'>,
): Promise<boolean> {
  const made = await trx('certificates')
    .insert({ ...row, facts: JSON.stringify(row.facts) })
    .onConflict(trx.raw('(hackathon_id, person_id, role) where withdrawn_at is null'))
    .ignore()
    .returning('id');
  return made.length > 0;
}

/** The name and all that stood under it go; that there was a certificate stays. False if it had gone before. */
export async function withdrawCertificate(trx: Db, id: string, at: Date): Promise<boolean> {
  const changed = await trx('certificates')
    .where({ id })
    .whereNull('withdrawn_at')
    .update({ name: null, facts: null, withdrawn_at: at });
  return changed > 0;
}

/** False if it had gone before. */
export async function withholdName(trx: Db, id: string): Promise<boolean> {
  const changed = await trx('certificates')
    .where({ id })
    .whereNull('withdrawn_at')
    .whereNot({ name: WITHHELD })
    .update({ name: WITHHELD });
  return changed > 0;
}

export async function certificatesBy(db: Db, personId: string): Promise<unknown[]> {
  return db('certificates')
    .select({
      address: 'id',
      hackathon: 'hackathon_id',
      as: 'role',
      language: 'language',
      name: 'name',
      facts: 'facts',
      issuedAt: 'issued_at',
      withdrawnAt: 'withdrawn_at',
    })
    .where({ person_id: personId })
    .orderBy('issued_at');
}

export async function withdrawAllOf(trx: Db, personId: string, at: Date): Promise<void> {
  await trx('certificates')
    .where({ person_id: personId })
    .whereNull('withdrawn_at')
    .update({ name: null, facts: null, withdrawn_at: at });
}
