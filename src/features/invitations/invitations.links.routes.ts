// Links: made by captains, and one page for every one of them, to a team or to a role: who invites, what happens,
// one button.
import type { Request, RequestHandler, Response } from 'express';
import type { Deps } from '../../deps';
import { Gone, Refused } from '../../errors';
import { relativeTime, textIn } from '../../i18n/locales';
import { done, messageOf, orFormAgain } from '../../web/answers';
import { noFields } from '../../web/fields';
import { read } from '../../web/forms';
import { param, personOf, requirePerson } from '../../web/request';
import { show } from '../../web/show';
import type { Site } from '../../web/site';
import { hackathonById, rolesOf } from '../hackathons/hackathons.queries';
import type { InvitationRow } from '../hackathons/hackathons.tables';
import {
  acceptRoleInvitation,
  findInvitation,
  invitationCode,
  requireLive,
  revokeRoleInvitation,
} from '../hackathons/invitations.actions';
import { groupedDigits } from '../hackathons/invitations.policy';
import { membersOf, teamById, teamFacts, teamOfPerson } from '../teams/teams.queries';
import { joinTeam } from '../teams/teams.seats.actions';
import { clothOf, joinHref, seatWords } from '../teams/teams.view';
import { linkInput, seatInput } from './invitations.input';
import {
  inviteToTeam,
  isTeamInvitation,
  joinByLink,
  requireBeforeLock,
  revokeTeamInvitation,
} from './invitations.links.actions';

/** Runs `check`; a Refused comes back instead of being thrown. */
function refusalOf(check: () => void): Refused | null {
  try {
    check();
    return null;
  } catch (error) {
    if (error instanceof Refused) return error;
    throw error;
  }
}

async function teamLocals(deps: Deps, req: Request, invitation: InvitationRow & { team_id: string }) {
  const person = personOf(req);
  const hackathon = (await hackathonById(deps.db, invitation.hackathon_id))!;
  const team = (await teamById(deps.db, invitation.team_id))!;
  const facts = await teamFacts(deps.db, deps.clock, hackathon, team, person);
  const members = await membersOf(deps.db, team.id);
  const current = person ? await teamOfPerson(deps.db, hackathon.id, person.id) : undefined;
  const refusal = refusalOf(() => {
    if (team.archived_at) throw new Gone('teams.refused.archived');
    requireBeforeLock(facts);
    requireLive(invitation, facts.now);
  });
  const own = members.find((member) => member.id === person?.id);
  const step = !person
    ? 'signUp'
    : !facts.roles.includes('participant')
      ? 'join'
      : current
        ? 'elsewhere'
        : 'accept';
  return {
    hackathon,
    refusal: own ? null : refusal,
    locals: {
      team: {
        id: team.id,
        name: team.name,
        pitch: team.pitch,
        isFull: members.length >= hackathon.seats_max,
        seatsMax: hackathon.seats_max,
      },
      html: { cloth: clothOf(team, hackathon.seats_max, members, 40) },
      seats: seatWords(req, members.length, hackathon.seats_max),
      step: own?.captain ? 'captain' : own ? 'mine' : step,
      code: own?.captain && invitation.code_hash && groupedDigits(invitationCode(deps, invitation.id)),
      over: refusal ? messageOf(req, refusal) : '',
      current: current ? { id: current.id, name: current.name } : null,
      joinHref: joinHref(hackathon, req.path.replace(/\/acceptance$/, '')),
      ends: relativeTime(invitation.expires_at, facts.now, req.locale),
    },
  };
}

async function roleLocals(deps: Deps, req: Request, invitation: InvitationRow) {
  const hackathon = (await hackathonById(deps.db, invitation.hackathon_id))!;
  const now = await deps.clock.now(deps.db);
  const person = personOf(req);
  const roles = person ? await rolesOf(deps.db, hackathon.id, person.id) : [];
  return {
    hackathon,
    refusal: refusalOf(() => requireLive(invitation, now)),
    locals: {
      invitedRole: invitation.role,
      organisation: invitation.organisation,
      // Whoever made the link comes here first: to copy it, not to use it up.
      step: roles.includes('organiser') ? 'organiser' : person ? 'accept' : 'signUp',
      ends: relativeTime(invitation.expires_at, now, req.locale),
    },
  };
}

/** Making a link, and taking a seat with one or freely. `page`: of the team. */
export function seatRoutes(site: Site, deps: Deps, page: RequestHandler): void {
  site.post(
    '/teams/:id/invitations',
    { who: 'captain', phase: 'teams' },
    orFormAgain(page, async (req, res) => {
      const made = await inviteToTeam(deps, requirePerson(req), param(req, 'id'), read(linkInput, req));
      done(req, res, `/invitations/${made.token}`, {
        id: made.id,
        made: true,
        said: 'invitations.said.linked',
      });
    }),
  );
  site.post(
    '/teams/:id/members',
    { who: 'participant', phase: 'teams' },
    orFormAgain(page, async (req, res) => {
      const id = param(req, 'id');
      const person = requirePerson(req);
      const { invite } = read(seatInput, req);
      await (invite === undefined ? joinTeam(deps, person, id) : joinByLink(deps, person, id, invite));
      done(req, res, `/teams/${id}`, { id, made: true, said: 'teams.said.joined' });
    }),
  );
}

export function linkRoutes(site: Site, deps: Deps): void {
  const page: RequestHandler = async (req: Request, res: Response) => {
    const token = param(req, 'token');
    const invitation = await findInvitation(deps, token);
    const { hackathon, refusal, locals } = isTeamInvitation(invitation)
      ? await teamLocals(deps, req, invitation)
      : await roleLocals(deps, req, invitation);
    if (refusal && !req.form) throw refusal;
    const title = textIn(hackathon.title, req.locale, hackathon.languages);
    const view = isTeamInvitation(invitation) ? 'invitations/into-team' : 'invitations/into-role';
    const path = `/invitations/${token}`;
    const given = { ...locals, token, path, address: `${deps.origins.base}${path}` };
    await show(req, res, view, { ...given, hackathonTitle: title, slug: hackathon.slug });
  };
  site.get('/invitations/:token', { who: 'anyone' }, page);

  site.post(
    '/invitations/:token/acceptance',
    { who: 'signed-in' },
    orFormAgain(page, async (req, res) => {
      read(noFields, req);
      const token = param(req, 'token');
      const person = requirePerson(req);
      const invitation = await findInvitation(deps, token);
      if (isTeamInvitation(invitation)) {
        await joinByLink(deps, person, invitation.team_id, token);
        done(req, res, `/teams/${invitation.team_id}`, { id: invitation.team_id, said: 'teams.said.joined' });
        return;
      }
      const { hackathon } = await acceptRoleInvitation(deps, person, token);
      done(req, res, `/hackathons/${hackathon.slug}`, { said: 'invitations.said.roleAccepted' });
    }),
  );

  site.post('/invitations/:token/revocation', { who: ['organiser', 'captain'] }, async (req, res) => {
    read(noFields, req);
    const token = param(req, 'token');
    const person = requirePerson(req);
    const invitation = await findInvitation(deps, token);
    if (invitation.revoked_at) throw new Gone('hackathons.invitation.revoked');
    if (isTeamInvitation(invitation)) {
      await revokeTeamInvitation(deps, person, invitation);
      done(req, res, `/teams/${invitation.team_id}`, { said: 'invitations.said.revoked' });
      return;
    }
    const hackathon = await revokeRoleInvitation(deps, person, token);
    done(req, res, `/hackathons/${hackathon.slug}/people`, { said: 'invitations.said.revoked' });
  });
}
