// Personal invitations: a team asks somebody, by their account, to take a seat.
import type { Db } from '../../db/db';
import type { PersonalInvitationRow } from '../waiting/waiting.tables';

const COLUMNS = [
  'id',
  'team_id',
  'hackathon_id',
  'person_id',
  'invited_by',
  'invited_at',
  'decision',
] as const;

export async function personalInvitationById(db: Db, id: string): Promise<PersonalInvitationRow | undefined> {
  return db('personal_invitations').select(COLUMNS).where({ id }).first();
}

export async function lockPersonalInvitation(
  trx: Db,
  id: string,
): Promise<PersonalInvitationRow | undefined> {
  return trx('personal_invitations').select(COLUMNS).where({ id }).forUpdate().first();
}

export async function insertPersonalInvitation(
  trx: Db,
  row: Omit<PersonalInvitationRow, 'decision'>,
): Promise<void> {
  await trx('personal_invitations').insert(row);
}

export async function decidePersonalInvitation(
  trx: Db,
  id: string,
  decided: { decision: 'refused' | 'withdrawn'; at: Date; by: string },
): Promise<void> {
  await trx('personal_invitations')
    .where({ id })
    .update({ decision: decided.decision, decided_at: decided.at, decided_by: decided.by });
}

export interface InvitedPerson {
  id: string;
  person_id: string;
  display_name: string;
  weave_seed: string;
  invited_at: Date;
}

/** Whose answer a team waits for, oldest first. */
export async function invitedBy(db: Db, teamId: string): Promise<InvitedPerson[]> {
  return db('personal_invitations as i')
    .join('people as p', 'p.id', 'i.person_id')
    .select('i.id', 'i.person_id', 'p.display_name', 'p.weave_seed', 'i.invited_at')
    .where({ 'i.team_id': teamId })
    .whereNull('i.decided_at')
    .orderBy(['i.invited_at', 'i.id']);
}

export interface InvitingTeam {
  id: string;
  hackathon_id: string;
  team_id: string;
  team: string;
  pitch: string;
  invited_at: Date;
}

/** The teams that wait for somebody's answer, oldest first. */
export async function invitationsFor(db: Db, personId: string): Promise<InvitingTeam[]> {
  return db('personal_invitations as i')
    .join('teams as t', 't.id', 'i.team_id')
    .select('i.id', 'i.hackathon_id', 'i.team_id', 't.name as team', 't.pitch', 'i.invited_at')
    .where({ 'i.person_id': personId })
    .whereNull('i.decided_at')
    .whereNull('t.archived_at')
    .orderBy(['i.invited_at', 'i.id']);
}
