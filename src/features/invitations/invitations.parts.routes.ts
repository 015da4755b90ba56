// What stands about invitations on a team's page.
import type { Request } from 'express';
import type { Deps } from '../../deps';
import { requirePerson } from '../../web/request';
import { part } from '../../web/show';
import { mayNow } from '../hackathons/hackathons.policy';
import { invitationCode, invitationToken } from '../hackathons/invitations.actions';
import { groupedDigits } from '../hackathons/invitations.policy';
import type { OfTeam } from '../teams/teams.view';
import { invitationsFor, invitedBy } from './invitations.invited.queries';
import { liveInvitationsOf } from './invitations.links.queries';

/** For the captain: links that work, a way to invite more people, and whose answer the team waits for. */
export async function invitingPart(deps: Deps, req: Request, given: OfTeam): Promise<string> {
  const { team, hackathon, facts, members } = given;
  const links = await liveInvitationsOf(deps.db, team.id, facts.now);
  return part(req, 'invitations/_inviting', {
    teamId: team.id,
    isFull: members.length >= hackathon.seats_max,
    zone: hackathon.zone,
    now: facts.now,
    open: mayNow(facts, 'formTeams').ok,
    links: links.map((link) => {
      const path = `/invitations/${invitationToken(deps, link.id)}`;
      return {
        path,
        address: `${deps.origins.base}${path}`,
        code: link.code_hash && groupedDigits(invitationCode(deps, link.id)),
        left: link.uses_max - link.uses,
        expires_at: link.expires_at,
      };
    }),
    invited: await invitedBy(deps.db, team.id),
  });
}

/** For somebody whose answer this team waits for. */
export async function invitedPart(deps: Deps, req: Request, { team }: OfTeam): Promise<string> {
  const invited = await invitationsFor(deps.db, requirePerson(req).id);
  const invitation = invited.find((one) => one.team_id === team.id);
  return invitation ? part(req, 'invitations/_invited', { invitation, named: false }) : '';
}
