// Invitations by link. The link is the invitation's id with a signature, so organisers can copy it again;
// it runs out, can be taken back, and works for a counted number of people. Teams use the same links.
import { recordActivity } from '../../db/activity';
import type { Db } from '../../db/db';
import type { Deps } from '../../deps';
import { Conflict, Gone, NotFound } from '../../errors';
import { keyedDigits, keyedHash, newId, sameText } from '../../ids';
import { queueMails } from '../../mail/mail.queue';
import type { Person } from '../../web/request';
import { notify } from '../notices/notices.actions';
import { holdAsOrganiser } from './hackathons.actions';
import type { RoleInvitation } from './hackathons.input';
import type { Role } from './hackathons.policy';
import { grantRole, hackathonById, holdPerson, rolesOf } from './hackathons.queries';
import { requireOrganiser } from './hackathons.rights';
import type { HackathonRow, InvitationRow } from './hackathons.tables';
import { CODE_DIGITS } from './invitations.policy';
import {
  countUse,
  insertInvitation,
  invitationByCodeHash,
  invitationById,
  markRevoked,
} from './invitations.queries';

const ROLE_INVITATION_DAYS = 14;
const DAY = 24 * 3_600_000;

export interface NewInvitation {
  hackathonId: string;
  /** Exactly one of the two. */
  role?: Exclude<Role, 'participant'>;
  teamId?: string;
  organisation?: string;
  subject?: string;
  uses: number;
  expiresAt: Date;
  madeBy: string;
  now: Date;
}

export function invitationToken(deps: Deps, id: string): string {
  return `${id}.${keyedHash(deps.secret, 'invitation', id)}`;
}

/** The short code of an invitation into a team. It is made again from the secret and stands in no table. */
export const invitationCode = (deps: Deps, id: string): string =>
  keyedDigits(deps.secret, 'invitation-code', id, CODE_DIGITS);

const codeHash = (deps: Deps, code: string) => keyedHash(deps.secret, 'code', code);

/** The invitation that has this code (readCode), whatever its state. */
export const findByCode = (deps: Deps, code: string): Promise<InvitationRow | undefined> =>
  invitationByCodeHash(deps.db, codeHash(deps, code));

/** Writes the row; who may do so is asked before. */
export async function createInvitation(
  deps: Deps,
  db: Db,
  given: NewInvitation,
): Promise<{ id: string; token: string }> {
  const id = newId();
  await insertInvitation(db, {
    id,
    hackathon_id: given.hackathonId,
    team_id: given.teamId ?? null,
    role: given.role ?? null,
    organisation: given.organisation || null,
    subject: given.subject || null,
    uses_max: given.uses,
    expires_at: given.expiresAt,
    made_by: given.madeBy,
    made_at: given.now,
    revoked_at: null,
    revoked_by: null,
    code_hash: given.teamId ? codeHash(deps, invitationCode(deps, id)) : null,
  });
  return { id, token: invitationToken(deps, id) };
}

/** The invitation whatever its state; NotFound for a signature that is not ours. */
export async function findInvitation(deps: Deps, token: string, db: Db = deps.db): Promise<InvitationRow> {
  const [id = '', signature = ''] = token.split('.', 2);
  if (!sameText(signature, keyedHash(deps.secret, 'invitation', id))) throw new NotFound();
  const invitation = await invitationById(db, id);
  if (!invitation) throw new NotFound();
  return invitation;
}

/** Throws Gone for one that was taken back, ran out or is used up. */
export function requireLive(invitation: InvitationRow, now: Date): void {
  if (invitation.revoked_at) throw new Gone('hackathons.invitation.revoked');
  if (invitation.expires_at <= now) throw new Gone('hackathons.invitation.expired');
  if (invitation.uses >= invitation.uses_max) throw new Gone('hackathons.invitation.used');
}

/** The invitation while it can be accepted; NotFound or Gone otherwise. */
export async function invitationByToken(deps: Deps, token: string): Promise<InvitationRow> {
  const invitation = await findInvitation(deps, token);
  requireLive(invitation, await deps.clock.now(deps.db));
  return invitation;
}

/** Counts one use inside the transaction that gives what was promised; Gone when none is left. */
export async function spendInvitation(trx: Db, invitation: InvitationRow, now: Date): Promise<void> {
  if (await countUse(trx, invitation.id, now)) return;
  requireLive((await invitationById(trx, invitation.id)) ?? invitation, now);
  throw new Gone('hackathons.invitation.used');
}

export async function inviteToRole(
  deps: Deps,
  person: Person,
  slug: string,
  input: RoleInvitation,
): Promise<{ id: string; token: string }> {
  if (input.email) await deps.limits.invitations.count(person.id);
  return deps.db.transaction(async (trx) => {
    const hackathon = await holdAsOrganiser(trx, person, slug);
    const now = await deps.clock.now(trx);
    const made = await createInvitation(deps, trx, {
      hackathonId: hackathon.id,
      role: input.role,
      organisation: input.organisation,
      subject: input.subject,
      uses: input.uses,
      expiresAt: new Date(now.getTime() + ROLE_INVITATION_DAYS * DAY),
      madeBy: person.id,
      now,
    });
    await recordActivity(trx, {
      at: now,
      personId: person.id,
      act: 'inviteToRole',
      subject: { kind: 'invitation', id: made.id },
      hackathonId: hackathon.id,
      details: { role: input.role, uses: input.uses },
    });
    if (input.email)
      await queueMails(deps, trx, [
        {
          kind: 'invitation',
          address: input.email,
          locale: person.locale,
          params: {
            invitation: made.id,
            hackathon: hackathon.title,
            role: { key: `hackathons.role.${input.role}` },
          },
          href: `/hackathons/${hackathon.slug}`,
          hackathonId: hackathon.id,
        },
      ]);
    return made;
  });
}

/** Accepting again is harmless and uses nothing up, also after the link ran out. */
export async function acceptRoleInvitation(
  deps: Deps,
  person: Person,
  token: string,
): Promise<{ hackathon: HackathonRow; role: Role; made: boolean }> {
  const invitation = await findInvitation(deps, token);
  const { role } = invitation;
  if (role === null) throw new NotFound();
  return deps.db.transaction(async (trx) => {
    await holdPerson(trx, person.id);
    const hackathon = (await hackathonById(trx, invitation.hackathon_id))!;
    const roles = await rolesOf(trx, hackathon.id, person.id);
    if (roles.includes(role)) return { hackathon, role, made: false };
    requireCompatible(role, roles);
    const now = await deps.clock.now(trx);
    await spendInvitation(trx, invitation, now);
    await grantRole(trx, {
      hackathonId: hackathon.id,
      personId: person.id,
      role,
      organisation: invitation.organisation,
      subject: invitation.subject,
      grantedBy: invitation.made_by,
      at: now,
    });
    await recordActivity(trx, {
      at: now,
      personId: person.id,
      act: 'acceptRole',
      subject: { kind: 'invitation', id: invitation.id },
      hackathonId: hackathon.id,
      details: { role },
    });
    const maker = {
      personId: invitation.made_by,
      kind: 'roleAccepted' as const,
      aboutId: person.id,
      params: { role: { key: `hackathons.role.${role}` }, hackathon: hackathon.title },
      href: `/hackathons/${hackathon.slug}/people`,
      hackathonId: hackathon.id,
    };
    await notify(deps, trx, invitation.made_by === person.id ? [] : [maker]);
    return { hackathon, role, made: true };
  });
}

/** Whoever takes part does not score, and whoever scores does not take part. Called with the person held. */
export function requireCompatible(role: Role, roles: readonly Role[]): void {
  const other = role === 'juror' ? 'participant' : role === 'participant' ? 'juror' : null;
  if (other !== null && roles.includes(other))
    throw new Conflict(`hackathons.refused.already.${other}`, { role: other });
}

/** An organiser takes a link to a role back; what was accepted stays. */
export async function revokeRoleInvitation(deps: Deps, person: Person, token: string): Promise<HackathonRow> {
  const invitation = await findInvitation(deps, token);
  if (invitation.role === null) throw new NotFound();
  return deps.db.transaction(async (trx) => {
    const hackathon = await hackathonById(trx, invitation.hackathon_id);
    requireOrganiser(hackathon, await rolesOf(trx, invitation.hackathon_id, person.id));
    const now = await deps.clock.now(trx);
    await markRevoked(trx, invitation.id, person.id, now);
    await recordActivity(trx, {
      at: now,
      personId: person.id,
      act: 'revokeInvitation',
      subject: { kind: 'invitation', id: invitation.id },
      hackathonId: hackathon.id,
    });
    return hackathon;
  });
}
