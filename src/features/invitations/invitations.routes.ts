// Doors of invitations: a short code typed in, a poster to print, people invited by their account and their answers.
import type { Request, RequestHandler, Response } from 'express';
import type { Deps } from '../../deps';
import { Forbidden, NotFound } from '../../errors';
import { textIn } from '../../i18n/locales';
import { done, orFormAgain } from '../../web/answers';
import { noFields } from '../../web/fields';
import { read } from '../../web/forms';
import { codeOf } from '../../web/qr';
import { param, personOf, queryText, requirePerson } from '../../web/request';
import { show } from '../../web/show';
import { createSite, type Site } from '../../web/site';
import { addressOf } from '../accounts/accounts.browser';
import { challengeById } from '../challenges/challenges.queries';
import { mayNow } from '../hackathons/hackathons.policy';
import { findInvitation, invitationCode, requireLive } from '../hackathons/invitations.actions';
import { groupedDigits } from '../hackathons/invitations.policy';
import { findTeam } from '../teams/teams.held.actions';
import { membersOf, teamFacts } from '../teams/teams.queries';
import { clothOf } from '../teams/teams.view';
import { acceptInvitation, invitePerson, refuseInvitation, withdrawInvitation } from './invitations.actions';
import { openCode } from './invitations.codes.actions';
import { codeInput, personInput } from './invitations.input';
import { isTeamInvitation, requireBeforeLock } from './invitations.links.actions';
import { linkRoutes, seatRoutes } from './invitations.links.routes';
import { invitablePeople, PAGE } from './invitations.queries';

/** `page`: of a team. */
export function invitationsRoutes(deps: Deps, page: RequestHandler): Site {
  const site = createSite('invitations');
  seatRoutes(site, deps, page);
  linkRoutes(site, deps);
  codeRoutes(site, deps);
  posterRoute(site, deps);
  peopleRoutes(site, deps);
  answerRoutes(site, deps);
  return site;
}

function codeRoutes(site: Site, deps: Deps): void {
  const page: RequestHandler = (req, res) => show(req, res, 'invitations/join', {});
  site.get('/join', { who: 'anyone' }, page);
  site.post(
    '/join',
    { who: 'anyone' },
    orFormAgain(page, async (req, res) => {
      const { team_code } = read(codeInput, req);
      const guesser = { personId: personOf(req)?.id ?? null, address: addressOf(req) };
      done(req, res, `/invitations/${await openCode(deps, guesser, team_code)}`);
    }),
  );
}

/** Team, hackathon and members for its captain; Forbidden for everybody else. */
async function ownTeam(deps: Deps, req: Request, teamId: string) {
  const person = requirePerson(req);
  const { team, hackathon } = await findTeam(deps.db, teamId, person);
  const members = await membersOf(deps.db, team.id);
  const captain = members.some((member) => member.id === person.id && member.captain);
  if (!captain) throw new Forbidden('teams.refused.captainOnly');
  const facts = await teamFacts(deps.db, deps.clock, hackathon, team, person);
  return { team, hackathon, members, facts };
}

function posterRoute(site: Site, deps: Deps): void {
  site.get('/invitations/:token/poster', { who: 'captain' }, async (req: Request, res: Response) => {
    const token = param(req, 'token');
    const invitation = await findInvitation(deps, token);
    if (!isTeamInvitation(invitation)) throw new NotFound();
    const { team, hackathon, members, facts } = await ownTeam(deps, req, invitation.team_id);
    requireBeforeLock(facts);
    requireLive(invitation, facts.now);
    const challenge = (await challengeById(deps.db, team.challenge_id))!;
    const address = `${deps.origins.base}/invitations/${token}`;
    const locals = {
      team: { id: team.id, name: team.name, pitch: team.pitch },
      hackathonTitle: textIn(hackathon.title, req.locale, hackathon.languages),
      question: textIn(challenge.title, req.locale, hackathon.languages),
      zone: hackathon.zone,
      ends: invitation.expires_at,
      html: { cloth: clothOf(team, hackathon.seats_max, members, 34) },
      qr: codeOf(address),
      code: invitation.code_hash && groupedDigits(invitationCode(deps, invitation.id)),
      joinAddress: `${deps.origins.base}/join`,
    };
    await show(req, res, 'invitations/poster', locals, { hackathonId: hackathon.id });
  });
}

function peopleRoutes(site: Site, deps: Deps): void {
  const page: RequestHandler = async (req, res) => {
    const { team, hackathon, members, facts } = await ownTeam(deps, req, param(req, 'id'));
    const name = (queryText(req, 'name') ?? '').trim().slice(0, 60);
    const after = queryText(req, 'after');
    const wanted = { hackathonId: hackathon.id, teamId: team.id, name, ...(after ? { after } : {}) };
    const found = await invitablePeople(deps.db, wanted);
    const people = found.slice(0, PAGE);
    const query = new URLSearchParams({ ...(name ? { name } : {}), after: people.at(-1)?.id ?? '' });
    const locals = {
      team: { id: team.id, name: team.name },
      name,
      people,
      next: found.length > PAGE ? `${req.path}?${query}` : null,
      open: mayNow(facts, 'formTeams').ok,
      isFull: members.length >= hackathon.seats_max,
    };
    await show(req, res, 'invitations/people', locals, { hackathonId: hackathon.id });
  };
  site.get('/teams/:id/personal-invitations', { who: 'captain' }, page);
  site.post(
    '/teams/:id/personal-invitations',
    { who: 'captain', phase: 'teams' },
    orFormAgain(page, async (req, res) => {
      const id = param(req, 'id');
      const made = await invitePerson(deps, requirePerson(req), id, read(personInput, req));
      done(req, res, `/teams/${id}#invite`, { id: made.id, made: true, said: 'invitations.said.invited' });
    }),
  );
}

function answerRoutes(site: Site, deps: Deps): void {
  const at = (end: string) => `/personal-invitations/:id/${end}`;
  site.post(at('acceptance'), { who: 'author', phase: 'teams' }, async (req, res) => {
    read(noFields, req);
    const { teamId } = await acceptInvitation(deps, requirePerson(req), param(req, 'id'));
    done(req, res, `/teams/${teamId}`, { id: teamId, said: 'teams.said.joined' });
  });
  site.post(at('refusal'), { who: 'author' }, async (req, res) => {
    read(noFields, req);
    const { slug } = await refuseInvitation(deps, requirePerson(req), param(req, 'id'));
    done(req, res, `/hackathons/${slug}/teams`, { said: 'invitations.said.refused' });
  });
  site.post(at('withdrawal'), { who: 'captain' }, async (req, res) => {
    read(noFields, req);
    const { teamId } = await withdrawInvitation(deps, requirePerson(req), param(req, 'id'));
    done(req, res, `/teams/${teamId}#invite`, { said: 'invitations.said.withdrawn' });
  });
}
