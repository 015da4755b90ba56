// The page door of teams: one team with its seats and requests; lists, invitations and what organisers do
// have doors of their own.
import type { Request, RequestHandler } from 'express';
import type { Deps } from '../../deps';
import { Forbidden } from '../../errors';
import { relativeTime, textIn } from '../../i18n/locales';
import { done, orFormAgain } from '../../web/answers';
import { read } from '../../web/forms';
import { param, personOf, requirePerson } from '../../web/request';
import { show } from '../../web/show';
import { createSite, type Site } from '../../web/site';
import { challengeById, challengesOf } from '../challenges/challenges.queries';
import { type Facts, mayNow } from '../hackathons/hackathons.policy';
import { invitationCode, invitationToken } from '../hackathons/invitations.actions';
import { groupedDigits } from '../hackathons/invitations.policy';
import { changeTeam } from './teams.actions';
import { findTeam } from './teams.held.actions';
import {
  captaincyInput,
  departureInput,
  extensionInput,
  invitationInput,
  nothing,
  quietInput,
  requestInput,
  seatInput,
  teamInput,
} from './teams.input';
import { inviteToTeam } from './teams.invitations.actions';
import { liveInvitationsOf } from './teams.invitations.queries';
import { invitationRoutes } from './teams.invitations.routes';
import { invitationsFor, invitedBy } from './teams.invited.queries';
import {
  challengeOptions,
  languageOptions,
  listRoutes,
  togetherChoices,
  viewerOf,
} from './teams.list.routes';
import { extendForTeam } from './teams.organiser.actions';
import { seesNames } from './teams.policy';
import { extensionsOf, membersOf, satUntilMerged, teamFacts } from './teams.queries';
import { restBetween } from './teams.quiet.actions';
import { quietHoursOf } from './teams.quiet.queries';
import { acceptRequest, askToJoin, refuseRequest, withdrawRequest } from './teams.requests.actions';
import { requestsTo } from './teams.requests.queries';
import { handOver, joinTeam, leaveTeam } from './teams.seats.actions';
import type { Parts } from './teams.suggestions.routes';
import type { TeamRow } from './teams.tables';
import {
  askedWords,
  clothOf,
  fitOf,
  joinHref,
  seatWords,
  teamJson,
  togetherWords,
  tongues,
  wallNow,
  wayFor,
} from './teams.view';

export function teamsRoutes(deps: Deps, suggestions: Parts): Site {
  const site = createSite('teams');
  listRoutes(site, deps, suggestions);
  invitationRoutes(site, deps);
  teamRoutes(site, deps, suggestions);
  requestRoutes(site, deps);
  return site;
}

async function facesOf(deps: Deps, req: Request) {
  const person = personOf(req);
  const { team, hackathon } = await findTeam(deps.db, param(req, 'id'), person);
  const facts = await teamFacts(deps.db, deps.clock, hackathon, team, person);
  const members = await membersOf(deps.db, team.id);
  const challenge = (await challengeById(deps.db, team.challenge_id))!;
  const own = members.find((member) => member.id === person?.id);
  return { person, team, hackathon, facts, members, challenge, own };
}

/** What only a captain sees: who asks, which links work. */
async function captainsView(deps: Deps, req: Request, { team, facts }: { team: TeamRow; facts: Facts }) {
  const open = mayNow(facts, 'formTeams').ok;
  const requests = await requestsTo(deps.db, team.id);
  const links = await liveInvitationsOf(deps.db, team.id, facts.now);
  return {
    open,
    requests: requests.map((request) => ({
      ...request,
      when: relativeTime(request.asked_at, facts.now, req.locale),
    })),
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
  };
}

function teamRoutes(site: Site, deps: Deps, suggestions: Parts): void {
  const page: RequestHandler = async (req, res) => {
    const { person, team, hackathon, facts, members, challenge, own } = await facesOf(deps, req);
    const teamId = req.visit?.place?.teamId ?? null;
    const viewer = await viewerOf(deps, req, { hackathon, facts, teamId });
    const seats = { min: hackathon.seats_min, max: hackathon.seats_max };
    const standing = {
      id: team.id,
      joining: team.joining,
      languages: team.languages,
      challenge: challenge.slug,
      taken: members.length,
      archived: team.archived_at !== null,
      open: mayNow({ ...facts, roles: ['participant'] }, 'formTeams').ok,
    };
    const way = wayFor(standing, seats.max, viewer);
    const invited = person && !own && standing.open ? await invitationsFor(deps.db, person.id) : [];
    const names = seesNames(facts.roles);
    const organises = facts.roles.includes('organiser');
    const captain = own?.captain && !standing.archived;
    const locals = {
      slug: hackathon.slug,
      zone: hackathon.zone,
      now: facts.now,
      team: {
        id: team.id,
        name: team.name,
        pitch: team.pitch,
        joining: team.joining,
        archived: standing.archived,
        isFull: members.length >= seats.max,
        seats: seatWords(req, members.length, seats.max),
        challenge: challenge.slug,
      },
      html: {
        cloth: clothOf(team, seats.max, members, 40),
        people: own ? await suggestions.people(req, { team, hackathon, facts, members }) : '',
        mergers: own ? await suggestions.mergers(req, { team, hackathon, facts, members }) : '',
      },
      question: textIn(challenge.title, req.locale, hackathon.languages),
      tongues: tongues(req, team.languages, viewer),
      together: togetherWords(req, team),
      members: names ? members : null,
      own: own ?? null,
      readsOn: standing.archived && person !== null && (await satUntilMerged(deps.db, team.id, person.id)),
      quiet: own && (await quietHoursOf(deps.db, team.id)),
      way,
      fit:
        way === 'seat' || way === 'ask' || way === 'invitation' ? fitOf(req, standing, seats, viewer) : null,
      asked: askedWords(req, team.id, viewer),
      request: viewer.requests.find((one) => one.team_id === team.id) ?? null,
      invited: invited.find((one) => one.team_id === team.id) ?? null,
      viewer,
      joinHref: joinHref(hackathon, `/teams/${team.id}`),
      captain: captain ? await captainsView(deps, req, { team, facts }) : null,
      extensions: own || organises ? await extensionsOf(deps.db, team.id) : [],
      organises,
      untilNow: organises ? wallNow(facts.now, hackathon) : '',
    };
    await show(req, res, 'teams/team', locals, { hackathonId: hackathon.id });
  };

  site.get('/teams/:id.json', { who: 'anyone' }, async (req, res) => {
    const { team, hackathon, facts, members, challenge, own } = await facesOf(deps, req);
    const face = teamJson(
      { ...team, challenge: challenge.slug },
      {
        seats: hackathon.seats_max,
        seatsTaken: members.length,
        mine: own !== undefined,
        ...(seesNames(facts.roles) ? { members } : {}),
      },
    );
    const more = { hackathon: hackathon.slug, pitch: team.pitch, archived: team.archived_at !== null };
    const together = { seeks: team.seeks, times: team.times, channel: team.channel };
    res.set('Cache-Control', 'no-store').json({ team: { ...face, ...more, ...together } });
  });
  site.get('/teams/:id', { who: 'anyone' }, page);

  const detailsPage: RequestHandler = async (req, res) => {
    const { team, hackathon, challenge, own } = await facesOf(deps, req);
    if (!own?.captain) throw new Forbidden('teams.refused.captainOnly');
    const challenges = await challengesOf(deps.db, hackathon.id);
    const locals = {
      team: { id: team.id, name: team.name },
      challenges: challengeOptions(req, hackathon, challenges, challenge.id),
      languageChoices: languageOptions(req, hackathon, team.languages),
      chosen: {
        name: team.name,
        pitch: team.pitch,
        challenge: challenge.slug,
        languages: team.languages,
        joining: team.joining,
        seeks: team.seeks,
        times: team.times,
        channel: team.channel ?? '',
      },
      together: togetherChoices(req),
    };
    await show(req, res, 'teams/details', locals, { hackathonId: hackathon.id });
  };
  site.get('/teams/:id/details', { who: 'captain' }, detailsPage);

  const change = (
    path: string,
    access: Parameters<Site['post']>[1],
    again: RequestHandler,
    run: RequestHandler,
  ) => site.post(`/teams/:id${path}`, access, orFormAgain(again, run));

  change('', { who: 'captain', phase: 'teams' }, detailsPage, async (req, res) => {
    const id = param(req, 'id');
    await changeTeam(deps, requirePerson(req), id, read(teamInput, req));
    done(req, res, `/teams/${id}`, { id, said: 'teams.said.changed' });
  });
  change('/members', { who: 'participant', phase: 'teams' }, page, async (req, res) => {
    const id = param(req, 'id');
    await joinTeam(deps, requirePerson(req), id, read(seatInput, req));
    done(req, res, `/teams/${id}`, { id, made: true, said: 'teams.said.joined' });
  });
  change('/departure', { who: 'member' }, page, async (req, res) => {
    const id = param(req, 'id');
    await leaveTeam(deps, requirePerson(req), id, read(departureInput, req));
    done(req, res, `/teams/${id}`, { id, said: 'teams.said.left' });
  });
  change('/captaincy', { who: ['captain', 'organiser'] }, page, async (req, res) => {
    const id = param(req, 'id');
    await handOver(deps, requirePerson(req), id, read(captaincyInput, req));
    done(req, res, `/teams/${id}`, { id, said: 'teams.said.handedOver' });
  });
  change('/quiet-hours', { who: 'member' }, page, async (req, res) => {
    const id = param(req, 'id');
    const hours = read(quietInput, req);
    await restBetween(deps, requirePerson(req), id, hours);
    done(req, res, `/teams/${id}`, { id, said: `teams.said.${hours.from ? 'quiet' : 'notQuiet'}` });
  });
  change('/requests', { who: 'participant', phase: 'teams' }, page, async (req, res) => {
    const id = param(req, 'id');
    const request = await askToJoin(deps, requirePerson(req), id, read(requestInput, req));
    done(req, res, `/teams/${id}`, { id: request.id, made: true, said: 'teams.said.asked' });
  });
  change('/invitations', { who: 'captain', phase: 'teams' }, page, async (req, res) => {
    const made = await inviteToTeam(deps, requirePerson(req), param(req, 'id'), read(invitationInput, req));
    done(req, res, `/invitations/${made.token}`, { id: made.id, made: true, said: 'teams.said.invited' });
  });
  change('/extensions', { who: 'organiser' }, page, async (req, res) => {
    const id = param(req, 'id');
    const made = await extendForTeam(deps, requirePerson(req), id, read(extensionInput, req));
    done(req, res, `/teams/${id}`, { id: made.id, made: true, said: 'teams.said.extended' });
  });
}

function requestRoutes(site: Site, deps: Deps): void {
  const acts = [
    { path: 'acceptance', who: 'captain', phase: 'teams', run: acceptRequest, said: 'teams.said.accepted' },
    { path: 'refusal', who: 'captain', phase: undefined, run: refuseRequest, said: 'teams.said.refused' },
    {
      path: 'withdrawal',
      who: 'author',
      phase: undefined,
      run: withdrawRequest,
      said: 'teams.said.withdrawn',
    },
  ] as const;
  for (const { path, who, phase, run, said } of acts) {
    site.post(`/requests/:id/${path}`, { who, ...(phase ? { phase } : {}) }, async (req, res) => {
      read(nothing, req);
      const { teamId } = await run(deps, requirePerson(req), param(req, 'id'));
      done(req, res, `/teams/${teamId}`, { id: param(req, 'id'), said });
    });
  }
}
