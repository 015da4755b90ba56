// Invitations into a team: a signed link that ends, can be taken back, and dies when teams close.
import type { Deps } from '../../deps';
import { Conflict, Forbidden, Gone, InvalidInput, NotFound } from '../../errors';
import type { Person } from '../../web/request';
import { type Facts, mayNow } from '../hackathons/hackathons.policy';
import { requireRight } from '../hackathons/hackathons.rights';
import type { InvitationRow } from '../hackathons/hackathons.tables';
import {
  createInvitation,
  findInvitation,
  requireLive,
  spendInvitation,
} from '../hackathons/invitations.actions';
import { LIVE_LINKS } from '../hackathons/invitations.policy';
import { markRevoked } from '../hackathons/invitations.queries';
import {
  type Held,
  record,
  requireCaptain,
  requireFreeSeat,
  requireNotArchived,
  withTeam,
} from '../teams/teams.held.actions';
import { joinTeam } from '../teams/teams.seats.actions';
import { liveInvitationsOf } from './invitations.links.queries';

const HOUR = 3_600_000;

export type TeamInvitation = InvitationRow & { team_id: string };

export const isTeamInvitation = (invitation: InvitationRow): invitation is TeamInvitation =>
  invitation.team_id !== null;

/** Throws Gone once teams are closed for this team, else Forbidden where the phase or the role says no. */
export function requireBeforeLock(facts: Facts, over = 'teams.refused.invitationLocked'): void {
  const verdict = mayNow({ ...facts, roles: [...facts.roles, 'participant'] }, 'formTeams');
  if (!verdict.ok && verdict.key === 'tooLate') throw new Gone(over);
  requireRight({ ...facts, roles: [...facts.roles, 'participant'] }, 'formTeams');
}

/** Takes one use of an invitation into the held team. */
async function takeInvitation(deps: Deps, held: Held, token: string): Promise<void> {
  const { trx, team, facts } = held;
  const invitation = await findInvitation(deps, token, trx).catch((error: unknown) => {
    if (error instanceof NotFound) return undefined;
    throw error;
  });
  if (invitation?.team_id !== team.id) throw new InvalidInput({ invite: { key: 'teams.fields.invite' } });
  requireBeforeLock(facts);
  if (!facts.roles.includes('participant')) throw new Forbidden('teams.refused.joinFirst');
  requireLive(invitation, facts.now);
  requireFreeSeat(held);
  await spendInvitation(trx, invitation, facts.now);
}

/** A seat with the token of a link (410 when it is over); their own link again, also one that is over, changes nothing. */
export const joinByLink = (deps: Deps, person: Person, teamId: string, token: string): Promise<void> =>
  joinTeam(deps, person, teamId, (held) => takeInvitation(deps, held, token));

export async function inviteToTeam(
  deps: Deps,
  person: Person,
  teamId: string,
  input: { uses: number; hours: number },
): Promise<{ id: string; token: string }> {
  return withTeam(deps, person, teamId, async (held) => {
    const { trx, team, facts } = held;
    requireCaptain(held, person);
    requireNotArchived(held);
    requireRight(facts, 'formTeams');
    const live = await liveInvitationsOf(trx, team.id, facts.now);
    if (live.length >= LIVE_LINKS)
      throw new Conflict('teams.refused.enoughLinks', { links: live.length }, { count: LIVE_LINKS });
    const made = await createInvitation(deps, trx, {
      hackathonId: team.hackathon_id,
      teamId: team.id,
      uses: input.uses,
      expiresAt: new Date(facts.now.getTime() + input.hours * HOUR),
      madeBy: person.id,
      now: facts.now,
    });
    await record(held, person, 'inviteToTeam', { subject: { kind: 'invitation', id: made.id } });
    return made;
  });
}

/** By the captain of now, whoever made it; what was accepted stays. */
export async function revokeTeamInvitation(
  deps: Deps,
  person: Person,
  invitation: TeamInvitation,
): Promise<void> {
  await withTeam(deps, person, invitation.team_id, async (held) => {
    requireCaptain(held, person);
    await markRevoked(held.trx, invitation.id, person.id, held.facts.now);
    await record(held, person, 'revokeInvitation', { subject: { kind: 'invitation', id: invitation.id } });
  });
}
